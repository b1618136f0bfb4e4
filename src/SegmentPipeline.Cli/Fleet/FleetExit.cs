namespace SegmentPipeline.Cli;

/// <summary>The exit code of a run of the fleet.</summary>
internal static class FleetExit
{
    /// <summary>The same code, if a report can end with it.</summary>
    /// <exception cref="FleetClientException">It cannot.</exception>
    internal static int Check(int exit) => ExitCode.All.Any(row => row.Code == exit && row.Outcome is not null)
        ? exit
        : throw new FleetClientException($"what the fleet answers has an exit code that there is not, {exit}");
}
