using SegmentPipeline.Fleet;

namespace SegmentPipeline.Cli;

/// <summary>The tables of a fleet, in a command that runs on .NET.</summary>
internal static class FleetTables
{
    /// <summary>The SQL that makes them.</summary>
    internal static string GetScript() => FleetSchema.Script;
}
