using System.CommandLine;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Cli;

/// <summary>Which files of an archive: <c>--channel --quality --exclude --start --end --last --tolerance --settle</c>.</summary>
internal sealed class VerifyWindowArguments
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

    private readonly Option<string[]> _exclude = new("--exclude")
    {
        HelpName = "PATTERN",
        Description = "Leave out also CHANNEL, CHANNEL/QUALITY or **/NAME, with * and ?. May be repeated.",
    };

    private readonly Option<string?> _start = new("--start") { HelpName = "T", Description = $"From here: {StreamArguments.TimeWords}" };
    private readonly Option<string?> _end = new("--end") { HelpName = "T", Description = "Up to here." };
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

    internal VerifyWindowArguments(Command command, TimeProvider clock)
    {
        _clock = clock;
        Option[] first = [_channel, _quality, _exclude, _start, _end, _last];
        foreach (var option in first) command.Add(option);
        _tolerance = new ToleranceOption(command);
        command.Add(_settle);
        Options = [.. first, _settle];
    }

    /// <summary>All of these options.</summary>
    internal IReadOnlyList<Option> Options { get; }

    /// <summary>The request.</summary>
    internal VerificationRequest Read(ParseResult parsed, List<string> faults)
    {
        var start = ReadTime(parsed, _start, faults);
        var end = ReadTime(parsed, _end, faults);
        if (VerifyDurations.Read(parsed, _last, faults) is { } last)
        {
            if (start is not null || end is not null)
                faults.Add($"{_last.Name} says where the window starts and ends; leave --start and --end out");
            start = Timestamp.FromDateTimeOffset(_clock.GetUtcNow()) - last;
        }

        if (start > end) faults.Add($"{_end.Name}: the window ends before it starts");
        return new VerificationRequest
        {
            Channels = parsed.GetValue(_channel) ?? [],
            Qualities = parsed.GetValue(_quality) ?? [],
            Exclude = [.. AuditDefaults.Exclude, .. parsed.GetValue(_exclude) ?? []],
            Start = start,
            End = end > start || start is null || end is null ? end : null,
            Tolerance = _tolerance.Read(parsed, faults),
            Settle = CopyWindowArguments.ReadDuration(parsed, _settle, faults) ?? AuditDefaults.Settle,
        };
    }

    private Timestamp? ReadTime(ParseResult parsed, Option<string?> option, List<string> faults) =>
        parsed.GetValue(option) is { } text ? StreamArguments.ReadTime(option.Name, text, _clock, faults) : null;
}
