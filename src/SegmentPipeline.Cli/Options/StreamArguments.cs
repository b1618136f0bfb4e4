using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary>The arguments <c>ROOT CHANNEL QUALITY</c>.</summary>
internal sealed class StreamArguments
{
    /// <summary>How a time may be written, for help texts.</summary>
    internal const string TimeWords = MomentText.HowToWrite;

    private readonly Argument<string> _root = new("ROOT") { Description = "Directory of the archive, or the address of a node." };
    private readonly Argument<string> _channel = new("CHANNEL") { Description = "Name of the channel." };
    private readonly Argument<string> _quality = new("QUALITY") { Description = "Name of the quality." };

    internal StreamArguments(Command command)
    {
        foreach (var argument in (Argument[])[_root, _channel, _quality]) command.Add(argument);
    }

    /// <summary>What was asked for, or null if something is wrong.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="faults">Gets a sentence for each thing that is wrong.</param>
    internal (string Root, StreamId Stream)? Read(ParseResult parsed, List<string> faults)
    {
        var before = faults.Count;
        var channel = ReadName(parsed, _channel, faults);
        var quality = ReadName(parsed, _quality, faults);
        var root = parsed.GetRequiredValue(_root);
        if (root.Length == 0) faults.Add("ROOT: the value is empty");
        return faults.Count == before ? (root, new StreamId(channel, quality)) : null;
    }

    /// <summary>Reads a time that stands behind some option or argument.</summary>
    /// <param name="name">The option or argument.</param>
    /// <param name="text">The text.</param>
    /// <param name="clock">Says what now is.</param>
    /// <param name="faults">Gets what is wrong with it.</param>
    internal static Timestamp ReadTime(string name, string text, TimeProvider clock, List<string> faults)
    {
        if (MomentText.FaultOf(text, out var moment) is not { } fault) return moment.At(Timestamp.FromDateTimeOffset(clock.GetUtcNow()));
        faults.Add($"{name}: {fault}");
        return default;
    }

    private static string ReadName(ParseResult parsed, Argument<string> argument, List<string> faults)
    {
        var name = parsed.GetRequiredValue(argument);
        if (name.Length == 0) faults.Add($"{argument.Name}: the value is empty");
        else if (StreamId.FaultOf(name) is { } fault) faults.Add($"{argument.Name}: '{name}' {fault}");
        return name;
    }
}
