using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary>Which range of which stream of which archive.</summary>
internal sealed record RangeOptions(string Root, StreamId Stream, TimeRange Range);

/// <summary>The arguments <c>ROOT CHANNEL QUALITY --start T --end T</c>.</summary>
internal sealed class RangeArguments
{
    private readonly Argument<string> _root = new("ROOT") { Description = "Directory of the archive." };
    private readonly Argument<string> _channel = new("CHANNEL") { Description = "Name of the channel." };
    private readonly Argument<string> _quality = new("QUALITY") { Description = "Name of the quality." };
    private readonly Option<string> _start = new("--start")
    {
        HelpName = "T",
        Required = true,
        Description = "Start of the range: RFC 3339 with any offset, or an hour YYYY-MM-DDTHH.",
    };

    private readonly Option<string> _end = new("--end") { HelpName = "T", Required = true, Description = "End of the range." };

    internal RangeArguments(Command command)
    {
        foreach (var argument in (Argument[])[_root, _channel, _quality]) command.Add(argument);
        foreach (var option in (Option[])[_start, _end]) command.Add(option);
    }

    /// <summary>What was asked for, or null if something is wrong.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="faults">Gets a sentence for each thing that is wrong.</param>
    internal RangeOptions? Read(ParseResult parsed, List<string> faults)
    {
        var before = faults.Count;
        var start = ReadTime(parsed, _start, faults);
        var end = ReadTime(parsed, _end, faults);
        var channel = ReadName(parsed, _channel, faults);
        var quality = ReadName(parsed, _quality, faults);
        var root = parsed.GetRequiredValue(_root);
        if (root.Length == 0) faults.Add("ROOT: the value is empty");
        return faults.Count == before ? new RangeOptions(root, new StreamId(channel, quality), new TimeRange(start, end)) : null;
    }

    private static Timestamp ReadTime(ParseResult parsed, Option<string> option, List<string> faults)
    {
        var text = parsed.GetRequiredValue(option);
        if (Timestamp.TryParse(text, out var time)) return time;
        faults.Add($"{option.Name}: '{text}' is not a time; write 2026-03-28T22:00:02.01Z, any offset, or an hour 2026-03-28T22");
        return default;
    }

    private static string ReadName(ParseResult parsed, Argument<string> argument, List<string> faults)
    {
        var name = parsed.GetRequiredValue(argument);
        if (name.Length == 0) faults.Add($"{argument.Name}: the value is empty");
        else if (name[0] == '.') faults.Add($"{argument.Name}: '{name}' starts with a dot; hidden directories are not part of an archive");
        else if (name.AsSpan().ContainsAny('/', '\0')) faults.Add($"{argument.Name}: '{name}' is not the name of one directory");
        return name;
    }
}
