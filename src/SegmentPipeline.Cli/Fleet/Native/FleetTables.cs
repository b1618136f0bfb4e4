namespace SegmentPipeline.Cli;

/// <summary>Says that a native command does not have the tables of a fleet: they are part of what runs on .NET only.</summary>
internal static class FleetTables
{
    /// <summary>Nothing.</summary>
    /// <exception cref="FleetClientException">Always.</exception>
    internal static string GetScript() => throw new FleetClientException(
        "the tables of a fleet are in the command that runs on .NET, and this is the native command; ./build.sh pack makes the other: dotnet tool install --global --add-source artifacts/packages SegmentPipeline.Cli");
}
