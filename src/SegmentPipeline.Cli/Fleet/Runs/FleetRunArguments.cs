using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary>What stands after the verbs that have the fleet do something: what of, when, and by whom.</summary>
internal sealed class FleetRunArguments
{
    private static readonly TimeSpan LongestDeadline = TimeSpan.FromDays(7);

    private readonly Surroundings _surroundings;
    private readonly ViaOption _via;
    private readonly Option<string?> _archive = new("--archive")
    {
        HelpName = "NAME",
        Description = "Name of the archive on each node; of one that several nodes share, they audit it together. [the one each node takes part with]",
    };

    private readonly Option<string[]> _channel = new("--channel") { HelpName = "NAME", Description = "Only this channel. May be repeated." };
    private readonly Option<string[]> _quality = new("--quality") { HelpName = "NAME", Description = "Only this quality. May be repeated." };
    private readonly Option<string?> _start = new("--start")
    {
        HelpName = "T",
        Description = $"Start of the window: {StreamArguments.TimeWords}",
    };

    private readonly Option<string?> _end = new("--end") { HelpName = "T", Description = "End of the window." };
    private readonly Option<string?> _last = new("--last")
    {
        HelpName = "DURATION",
        Description = "This long back from now, such as 2h or 14d.",
    };

    private readonly Option<string?> _tolerance = new("--tolerance")
    {
        HelpName = "DURATION",
        Description = "Gaps and overlaps up to this are contiguous. [that of each node]",
    };

    private readonly Option<string[]> _nodes = new("--nodes")
    {
        HelpName = "A,B",
        Description = "Only these nodes, with commas between their names. [all]",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _deadline = new("--deadline")
    {
        HelpName = "DURATION",
        Description = "How long nodes are waited for; what has not answered by then is unknown. [1h]",
    };

    private readonly Option<string?> _run = new("--run")
    {
        HelpName = "ID",
        Description = "Begin nothing: show this run, once it has ended.",
    };

    internal FleetRunArguments(Command command, Surroundings surroundings)
    {
        _surroundings = surroundings;
        _via = new ViaOption(command);
        foreach (var option in OfAsking) command.Add(option);
        command.Add(_run);
    }

    /// <summary>Those that a run that there is already has been asked with.</summary>
    private Option[] OfAsking => [_archive, _channel, _quality, _start, _end, _last, _tolerance, _nodes, _deadline];

    /// <summary>What was asked for.</summary>
    internal FleetRunOptions Read(ParseResult parsed, List<string> faults)
    {
        var clock = _surroundings.TimeProvider;
        var start = ReadTime(parsed, _start, faults);
        var end = ReadTime(parsed, _end, faults);
        if (WindowArguments.ReadSpan(parsed, _last, faults) is { } last)
        {
            if (start is not null || end is not null)
                faults.Add($"{_last.Name} says where the window starts and ends; leave --start and --end out");
            start = Timestamp.FromDateTimeOffset(clock.GetUtcNow()) - last;
        }

        if (start > end) faults.Add($"{_end.Name}: the window ends before it starts");
        return new FleetRunOptions
        {
            Via = _via.Read(parsed, faults),
            Run = ReadRun(parsed, faults),
            Archive = ReadArchive(parsed, faults),
            Channels = parsed.GetValue(_channel) ?? [],
            Qualities = parsed.GetValue(_quality) ?? [],
            Start = start,
            End = end,
            Tolerance = WindowArguments.ReadDuration(parsed, _tolerance, faults),
            Nodes = ReadNodes(parsed, faults),
            Deadline = ReadDeadline(parsed, faults),
        };
    }

    private Timestamp? ReadTime(ParseResult parsed, Option<string?> option, List<string> faults) =>
        parsed.GetValue(option) is { } text ? StreamArguments.ReadTime(option.Name, text, _surroundings.TimeProvider, faults) : null;

    private string? ReadArchive(ParseResult parsed, List<string> faults)
    {
        var archive = parsed.GetValue(_archive);
        if (archive?.Length == 0) faults.Add($"{_archive.Name}: the value is empty");
        return archive;
    }

    private string? ReadRun(ParseResult parsed, List<string> faults)
    {
        if (parsed.GetValue(_run) is not { } run) return null;
        if (!FleetRunId.IsId(run)) faults.Add($"{_run.Name}: '{run}' is no id of a run");
        foreach (var option in OfAsking.Where(option => parsed.GetResult(option) is not null))
            faults.Add($"{option.Name}: the run that {_run.Name} names has been asked already");
        return run;
    }

    private List<string> ReadNodes(ParseResult parsed, List<string> faults)
    {
        var nodes = (parsed.GetValue(_nodes) ?? []).SelectMany(text => text.Split(',')).ToList();
        foreach (var node in nodes.Where(node => !FleetRunId.IsId(node))) faults.Add($"{_nodes.Name}: '{node}' is no name of a node");
        return nodes;
    }

    private TimeSpan? ReadDeadline(ParseResult parsed, List<string> faults)
    {
        var deadline = WindowArguments.ReadSpan(parsed, _deadline, faults);
        if (deadline == TimeSpan.Zero || deadline > LongestDeadline) faults.Add($"{_deadline.Name}: nodes are waited for up to 7d, and not 0");
        return deadline;
    }
}
