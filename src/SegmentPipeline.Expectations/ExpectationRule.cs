using System.Diagnostics.CodeAnalysis;

namespace SegmentPipeline.Expectations;

/// <summary>What is expected of some streams. What several sources say adds up, and so does what several rules say of one stream; a stream
/// that no rule is about is expected always.</summary>
/// <remarks>Source: semantics §4.</remarks>
public sealed record ExpectationRule
{
    /// <summary>The streams that the rule is about: patterns <c>CHANNEL</c> or <c>CHANNEL/QUALITY</c>, with <c>*</c> for any characters and
    /// <c>?</c> for one; <c>\x2A</c> and <c>\x3F</c> for these two themselves. Case counts.</summary>
    /// <value>Empty: all streams.</value>
    public IReadOnlyList<string> Streams { get; init; } = [];

    /// <summary>Whether all time is expected.</summary>
    /// <value>False.</value>
    public bool Always { get; init; }

    /// <summary>Whether nothing is expected but what other sources add.</summary>
    /// <value>False.</value>
    public bool Never { get; init; }

    /// <summary>Ranges that are expected.</summary>
    /// <value>None.</value>
    public IReadOnlyList<TimeRange> Windows { get; init; } = [];

    /// <summary>Times of the week that are expected, by the clock of <see cref="Zone"/>.</summary>
    /// <value>None.</value>
    public IReadOnlyList<WeeklyTime> Weekly { get; init; } = [];

    /// <summary>iCalendar files whose events are expected.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> Calendars { get; init; } = [];

    /// <summary>Files of ranges that are expected: CSV or NDJSON of start and end.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> RangeFiles { get; init; } = [];

    /// <summary>The clock of <see cref="Weekly"/>, and of times in calendars that name none.</summary>
    /// <value>UTC.</value>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Ranges of which something else holds for the time being. Later ones stand before earlier ones.</summary>
    /// <value>None.</value>
    public IReadOnlyList<ExpectationOverride> Overrides { get; init; } = [];

    /// <summary>The pattern that is about one stream and no other.</summary>
    /// <param name="stream">The stream.</param>
    public static string PatternOf(StreamId stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.ToString().Replace("*", @"\x2A", StringComparison.Ordinal).Replace("?", @"\x3F", StringComparison.Ordinal);
    }

    /// <summary>The stream that <see cref="PatternOf"/> gave a pattern of.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="stream">The stream; null if the pattern is of another kind.</param>
    public static bool TryGetStream(string pattern, [NotNullWhen(true)] out StreamId? stream)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        stream = null;
        if (pattern.AsSpan().ContainsAny('*', '?')) return false;
        var text = pattern.Replace(@"\x2A", "*", StringComparison.Ordinal).Replace(@"\x3F", "?", StringComparison.Ordinal);
        return StreamId.TryParse(text, out stream);
    }

    /// <summary>Whether anything but <see cref="Overrides"/> says what is expected.</summary>
    internal bool HasSource =>
        Always || Never || Windows.Count > 0 || Weekly.Count > 0 || Calendars.Count > 0 || RangeFiles.Count > 0;
}

/// <summary>A range in which something is expected, or is not, whatever else says.</summary>
public sealed record ExpectationOverride
{
    /// <summary>The range.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>Whether it is expected.</summary>
    public required bool Expected { get; init; }

    /// <summary>Why, for people.</summary>
    public required string Reason { get; init; }

    /// <summary>From then on audits pass it over: an excuse that nobody renews runs out, unless it is <see cref="Endless"/>.</summary>
    public required Timestamp Until { get; init; }

    /// <summary>Who said so, for people; null if nobody is named.</summary>
    public string? By { get; init; }

    /// <summary>When that was said; null if that is not known.</summary>
    public Timestamp? Given { get; init; }

    /// <summary>The <see cref="Until"/> of what holds until it is taken back.</summary>
    public static Timestamp Endless { get; } = Timestamp.Parse("9999-12-31T00:00:00Z");
}
