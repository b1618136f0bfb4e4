using System.Globalization;
using Microsoft.Extensions.Configuration;
using SegmentPipeline.Hosting;

namespace SegmentPipeline;

/// <summary>A value of the section, read: one of the properties is set, by the kind of its key.</summary>
internal readonly record struct PipelineValue
{
    private const string Off = "off";

    internal string? Text { get; private init; }

    internal IReadOnlyList<string> Names { get; private init; }

    internal MomentText Moment { get; private init; }

    internal TimeSpan Duration { get; private init; }

    /// <summary>A duration; null for <c>off</c>.</summary>
    internal TimeSpan? DurationOrOff { get; private init; }

    internal ReportFormat Format { get; private init; }

    internal FailOn FailOn { get; private init; }

    internal AuditTrust Trust { get; private init; }

    internal WindowFrom From { get; private init; }

    internal int Count { get; private init; }

    /// <summary>A number, a number of bytes, or one of bytes a second.</summary>
    internal long Number { get; private init; }

    internal bool Switch { get; private init; }

    internal TimeZoneInfo Zone { get; private init; }

    /// <summary>Reads the value of a key.</summary>
    /// <param name="kind">What the value should look like.</param>
    /// <param name="section">The key; it has a value or items.</param>
    /// <param name="value">The value, if nothing is wrong with it.</param>
    /// <returns>What is wrong with it, or null.</returns>
    internal static string? TryRead(PipelineKeyKind kind, IConfigurationSection section, out PipelineValue value)
    {
        var items = section.GetChildren().ToList();
        if (kind == PipelineKeyKind.Names) return TryReadNames(section.Value, items, out value);
        return items.Count > 0
            ? Refuse("one value is expected, not a list or a section", out value)
            : TryRead(kind, section.Value!, out value);
    }

    private static string? TryRead(PipelineKeyKind kind, string text, out PipelineValue value) => kind switch
    {
        PipelineKeyKind.Text when text.Length == 0 => Refuse("the value is empty", out value),
        PipelineKeyKind.Text when text.Contains('\0') => Refuse("the value has a NUL in it", out value),
        PipelineKeyKind.Text => Accept(new() { Text = text }, out value),
        PipelineKeyKind.Time => MomentText.FaultOf(text, out var moment) is { } fault
            ? Refuse(fault, out value)
            : Accept(new() { Moment = moment }, out value),
        PipelineKeyKind.Duration => DurationText.TryParse(text, out var microseconds)
            ? Accept(new() { Duration = TimeSpan.FromMicroseconds(microseconds) }, out value)
            : Refuse($"'{text}' is not a duration; {DurationText.Expected}", out value),
        PipelineKeyKind.Silence => text.Equals(Off, StringComparison.OrdinalIgnoreCase)
            ? Accept(new() { DurationOrOff = null }, out value)
            : DurationText.TryParse(text, out var silence)
                ? Accept(new() { DurationOrOff = TimeSpan.FromMicroseconds(silence) }, out value)
                : Refuse($"'{text}' is neither a duration nor off; {DurationText.Expected}", out value),
        PipelineKeyKind.Span => SpanText.TryParse(text, out var span)
            ? Accept(new() { Duration = span }, out value)
            : Refuse($"'{text}' is not a duration; {SpanText.Expected}", out value),
        PipelineKeyKind.Format => ReadWord<ReportFormat>(text, format => new() { Format = format }, out value),
        PipelineKeyKind.FailOn => ReadWord<FailOn>(text, failOn => new() { FailOn = failOn }, out value),
        PipelineKeyKind.Trust => ReadWord<AuditTrust>(text, trust => new() { Trust = trust }, out value),
        PipelineKeyKind.From => text switch
        {
            "first" => Accept(new() { From = WindowFrom.First }, out value),
            "always" => Accept(new() { From = WindowFrom.Always }, out value),
            _ => Refuse($"'{text}' is neither first nor always", out value),
        },
        PipelineKeyKind.Count => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is >= 1 and <= 256
            ? Accept(new() { Count = count }, out value)
            : Refuse($"'{text}' is not a whole number from 1 to 256", out value),
        PipelineKeyKind.Switch => bool.TryParse(text, out var on)
            ? Accept(new() { Switch = on }, out value)
            : Refuse($"'{text}' is neither true nor false", out value),
        PipelineKeyKind.Zone => TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone)
            ? Accept(new() { Zone = zone }, out value)
            : Refuse($"this machine knows no time zone '{text}'; write UTC, or a name of tzdata such as Europe/Berlin", out value),
        PipelineKeyKind.Size => SizeText.TryParse(text, out var bytes)
            ? Accept(new() { Number = bytes }, out value)
            : Refuse($"'{text}' is not a size; {SizeText.Expected}", out value),
        PipelineKeyKind.Rate => SizeText.TryParseRate(text, out var rate)
            ? Accept(new() { Number = rate }, out value)
            : Refuse($"'{text}' is not a rate; {SizeText.Expected}, such as 20MiB/s", out value),
        PipelineKeyKind.Number => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1
            ? Accept(new() { Number = number }, out value)
            : Refuse($"'{text}' is not a whole number from 1 on", out value),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a list is read by TryReadNames"),
    };

    private static string? TryReadNames(string? text, List<IConfigurationSection> items, out PipelineValue value)
    {
        if (!string.IsNullOrEmpty(text)) return Refuse($"'{text}' is not a list", out value);
        var names = new List<string>(items.Count);
        foreach (var item in items)
        {
            if (!int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                return Refuse($"a list has no key {item.Key}", out value);
            if (string.IsNullOrEmpty(item.Value) || item.Value.Contains('\0')) return Refuse($"item {item.Key} is not a name", out value);
            names.Add(item.Value);
        }

        return Accept(new() { Names = names }, out value);
    }

    private static string? Refuse(string fault, out PipelineValue value)
    {
        value = default;
        return fault;
    }

    private static string? Accept(PipelineValue read, out PipelineValue value)
    {
        value = read;
        return null;
    }

    private static string? ReadWord<T>(string text, Func<T, PipelineValue> make, out PipelineValue value)
        where T : struct, Enum
    {
        // Enum.TryParse alone would take numbers and sums of names too.
        var words = Enum.GetNames<T>();
        return words.Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Accept(make(Enum.Parse<T>(text, ignoreCase: true)), out value)
            : Refuse($"'{text}' is none of {string.Join(", ", words).ToLowerInvariant()}", out value);
    }
}
