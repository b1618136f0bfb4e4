using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary>Which range of which stream of which archive, and what is contiguous there.</summary>
internal sealed record RangeOptions(string Root, StreamId Stream, TimeRange Range, TimeSpan Tolerance)
{
    /// <summary>What to ask the archive for. Holes are allowed: commands look at them themselves.</summary>
    internal SelectionRequest CreateRequest(SequencePreference preference) => new()
    {
        Stream = Stream,
        Range = Range,
        Preference = preference,
    };
}

/// <summary>The arguments <c>ROOT CHANNEL QUALITY --start T --end T --tolerance DURATION</c>.</summary>
internal sealed class RangeArguments
{
    private readonly StreamArguments _stream;
    private readonly ToleranceOption _tolerance;
    private readonly Option<string> _start = new("--start")
    {
        HelpName = "T",
        Required = true,
        Description = $"Start of the range: {StreamArguments.TimeWords}",
    };

    private readonly Option<string> _end = new("--end") { HelpName = "T", Required = true, Description = "End of the range." };

    private readonly TimeProvider _clock;

    internal RangeArguments(Command command, TimeProvider clock)
    {
        _clock = clock;
        _stream = new StreamArguments(command);
        foreach (var option in (Option[])[_start, _end]) command.Add(option);
        _tolerance = new ToleranceOption(command);
    }

    /// <summary>What was asked for, or null if something is wrong.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="faults">Gets a sentence for each thing that is wrong.</param>
    internal RangeOptions? Read(ParseResult parsed, List<string> faults)
    {
        var before = faults.Count;
        var start = StreamArguments.ReadTime(_start.Name, parsed.GetRequiredValue(_start), _clock, faults);
        var end = StreamArguments.ReadTime(_end.Name, parsed.GetRequiredValue(_end), _clock, faults);
        var stream = _stream.Read(parsed, faults);
        var tolerance = _tolerance.Read(parsed, faults);
        return faults.Count == before && stream is { } read
            ? new RangeOptions(read.Root, read.Stream, TimeRange.Unordered(start, end), tolerance)
            : null;
    }
}
