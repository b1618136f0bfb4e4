using System.CommandLine;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>Which streams and which time of the copies.</summary>
internal sealed class CopyWindow(Command command, TimeProvider clock)
{
    private readonly WindowArguments _window =
        new(command, clock, "From the hour in which this lies", "To the hour in which this lies");

    /// <summary>The request.</summary>
    internal CompareRequest Read(ParseResult parsed, List<string> faults)
    {
        var window = _window.Read(parsed, faults);
        return new CompareRequest
        {
            Channels = window.Channels,
            Qualities = window.Qualities,
            Start = window.Start,
            End = window.End,
            Tolerance = window.Tolerance,
            Settle = window.Settle,
            TimeProvider = clock,
        };
    }
}
