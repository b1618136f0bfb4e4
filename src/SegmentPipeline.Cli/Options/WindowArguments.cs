using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary>Which streams and which time: <c>--channel --quality --start --end --last --tolerance --settle</c>.</summary>
internal sealed class WindowArguments
{
    private readonly TimeProvider _clock;
    private readonly Option<string[]> _channel = new("--channel")
    {
        HelpName = "NAME",
        Description = "Only this channel. May be repeated.",
    };

    private readonly Option<string[]> _quality = new("--quality")
    {
        HelpName = "NAME",
        Description = "Only this quality. May be repeated.",
    };

    private readonly Option<string?> _start = new("--start") { HelpName = "T" };
    private readonly Option<string?> _end = new("--end") { HelpName = "T" };
    private readonly Option<string?> _last = new("--last")
    {
        HelpName = "DURATION",
        Description = "This long back from now, such as 2h or 14d.",
    };

    private readonly ToleranceOption _tolerance;
    private readonly Option<string?> _settle = new("--settle")
    {
        HelpName = "DURATION",
        Description = "How long before now a recorder may still be writing. [2m]",
    };

    /// <summary>Adds the options.</summary>
    /// <param name="command">To what.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="start">What the start means.</param>
    /// <param name="end">What the end means.</param>
    internal WindowArguments(Command command, TimeProvider clock, string start, string end)
    {
        _clock = clock;
        _start.Description = $"{start}: {StreamArguments.TimeWords}";
        _end.Description = $"{end}.";
        Option[] first = [_channel, _quality, _start, _end, _last];
        foreach (var option in first) command.Add(option);
        _tolerance = new ToleranceOption(command);
        command.Add(_settle);
        Options = [.. first, _settle];
    }

    /// <summary>All of these options but the tolerance.</summary>
    internal IReadOnlyList<Option> Options { get; }

    /// <summary>What was asked for.</summary>
    internal WindowOptions Read(ParseResult parsed, List<string> faults)
    {
        var start = ReadTime(parsed, _start, faults);
        var end = ReadTime(parsed, _end, faults);
        if (ReadSpan(parsed, _last, faults) is { } last)
        {
            if (start is not null || end is not null)
                faults.Add($"{_last.Name} says where the window starts and ends; leave --start and --end out");
            start = Timestamp.FromDateTimeOffset(_clock.GetUtcNow()) - last;
        }

        if (start > end) faults.Add($"{_end.Name}: the window ends before it starts");
        return new WindowOptions(parsed.GetValue(_channel) ?? [], parsed.GetValue(_quality) ?? [])
        {
            Start = start,
            End = end > start || start is null || end is null ? end : null,
            Tolerance = _tolerance.Read(parsed, faults),
            Settle = ReadDuration(parsed, _settle, faults) ?? AuditDefaults.Settle,
        };
    }

    /// <summary>Reads a duration that stands behind an option, or null if it was not written.</summary>
    internal static TimeSpan? ReadDuration(ParseResult parsed, Option<string?> option, List<string> faults)
    {
        if (parsed.GetValue(option) is not { } text) return null;
        if (DurationText.TryParse(text, out var microseconds)) return TimeSpan.FromMicroseconds(microseconds);
        faults.Add($"{option.Name}: '{text}' is not a duration; {DurationText.Expected}");
        return null;
    }

    /// <summary>Reads a duration that may last days, or null if it was not written.</summary>
    internal static TimeSpan? ReadSpan(ParseResult parsed, Option<string?> option, List<string> faults)
    {
        if (parsed.GetValue(option) is not { } text) return null;
        if (SpanText.TryParse(text, out var span)) return span;
        faults.Add($"{option.Name}: '{text}' is not a duration; {SpanText.Expected}");
        return null;
    }

    private Timestamp? ReadTime(ParseResult parsed, Option<string?> option, List<string> faults) =>
        parsed.GetValue(option) is { } text ? StreamArguments.ReadTime(option.Name, text, _clock, faults) : null;
}

/// <summary>Which streams and which time.</summary>
/// <param name="Channels">The channels; empty for all.</param>
/// <param name="Qualities">The qualities; empty for all.</param>
internal sealed record WindowOptions(IReadOnlyList<string> Channels, IReadOnlyList<string> Qualities)
{
    internal Timestamp? Start { get; init; }

    internal Timestamp? End { get; init; }

    internal TimeSpan Tolerance { get; init; }

    internal TimeSpan Settle { get; init; }
}
