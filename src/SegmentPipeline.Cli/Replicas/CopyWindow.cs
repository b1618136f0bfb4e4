using System.CommandLine;
using SegmentPipeline.Hosting;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>Which streams and which time of the copies, and what is expected of it.</summary>
/// <param name="Request">The request, but for what is expected.</param>
/// <param name="Expected">Says what is expected.</param>
internal sealed record CopyScope(CompareRequest Request, AuditOptions Expected)
{
    /// <summary>The request as of now. What is expected is read anew: files may have changed since, and overrides have run out.</summary>
    /// <exception cref="AuditFailedException">It cannot be read.</exception>
    internal CompareRequest ToRequest() => Request with { Expectation = Expected.ToAuditRequest(Request.TimeProvider).Expectation };
}

/// <summary>The options for which streams and which time of the copies, and for what is expected of it.</summary>
internal sealed class CopyWindow
{
    private readonly TimeProvider _clock;
    private readonly WindowArguments _window;
    private readonly ExpectArguments _expect;

    internal CopyWindow(Command command, Surroundings surroundings)
    {
        _clock = surroundings.TimeProvider;
        _window = new WindowArguments(command, _clock, "From the hour in which this lies", "To the hour in which this lies");
        _expect = new ExpectArguments(command, surroundings);
    }

    /// <summary>The option for the configuration file; the last of the help.</summary>
    internal void AddConfig() => _expect.AddConfig();

    /// <summary>What was asked for.</summary>
    internal CopyScope Read(ParseResult parsed, List<string> faults)
    {
        var window = _window.Read(parsed, faults);
        var request = new CompareRequest
        {
            Channels = window.Channels,
            Qualities = window.Qualities,
            Start = window.Start,
            End = window.End,
            Tolerance = window.Tolerance,
            Settle = window.Settle,
            TimeProvider = _clock,
        };
        return new CopyScope(request, _expect.Read(parsed, window.Start, faults));
    }
}
