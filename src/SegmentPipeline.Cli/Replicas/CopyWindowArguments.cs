using System.CommandLine;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>Which streams and which time of the copies: <c>--channel --quality --start --end --last --tolerance --settle</c>.</summary>
internal sealed class CopyWindowArguments
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
    private readonly Option<string?> _start = new("--start")
    {
        HelpName = "T",
        Description = $"From the hour in which this lies: {StreamArguments.TimeWords}",
    };

    private readonly Option<string?> _end = new("--end") { HelpName = "T", Description = "To the hour in which this lies." };
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

    internal CopyWindowArguments(Command command, TimeProvider clock)
    {
        _clock = clock;
        foreach (var option in (Option[])[_channel, _quality, _start, _end, _last]) command.Add(option);
        _tolerance = new ToleranceOption(command);
        command.Add(_settle);
    }

    /// <summary>The request.</summary>
    internal CompareRequest Read(ParseResult parsed, List<string> faults)
    {
        var start = ReadTime(parsed, _start, faults);
        var end = ReadTime(parsed, _end, faults);
        if (ReadDuration(parsed, _last, faults) is { } last)
        {
            if (start is not null || end is not null)
                faults.Add($"{_last.Name} says where the window starts and ends; leave --start and --end out");
            start = Timestamp.FromDateTimeOffset(_clock.GetUtcNow()).AddMicroseconds(-(long)last.TotalMicroseconds);
        }

        if (start > end) faults.Add($"{_end.Name}: the window ends before it starts");
        return new CompareRequest
        {
            Channels = parsed.GetValue(_channel) ?? [],
            Qualities = parsed.GetValue(_quality) ?? [],
            Start = start,
            End = end,
            Tolerance = _tolerance.Read(parsed, faults),
            Settle = ReadDuration(parsed, _settle, faults) ?? AuditDefaults.Settle,
            TimeProvider = _clock,
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

    private Timestamp? ReadTime(ParseResult parsed, Option<string?> option, List<string> faults) =>
        parsed.GetValue(option) is { } text ? StreamArguments.ReadTime(option.Name, text, _clock, faults) : null;
}
