namespace SegmentPipeline.Cli;

/// <summary>Shows how a fleet goes, each time that it has been asked.</summary>
internal abstract class FleetWatch
{
    /// <summary>On a terminal, or a line a change where there is none.</summary>
    internal static FleetWatch Create(Stream stream, Surroundings surroundings) => IsTerminal(surroundings)
        ? new FleetWatchPage(stream, surroundings.OutputScreen)
        : new FleetWatchLines(stream, surroundings.TimeProvider);

    /// <summary>Shows what was answered.</summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="run">The newest run that goes on, or null.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal abstract ValueTask ShowAsync(FleetView fleet, RunView? run, CancellationToken cancellationToken);

    /// <summary>Shows that nobody has answered.</summary>
    internal abstract ValueTask ShowFaultAsync(string fault, CancellationToken cancellationToken);

    private static bool IsTerminal(Surroundings surroundings) =>
        surroundings.OutputScreen != Screen.None && surroundings.Environment.GetValueOrDefault("TERM") is not ("" or "dumb");
}
