using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Fleet;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Cli;

/// <summary>Makes a host a node of a fleet, in a command that runs on .NET.</summary>
internal static class FleetHost
{
    /// <summary>Why this command cannot run any such host; null if it can.</summary>
    internal static string? Fault => null;

    /// <summary>Why this command cannot run such a host; null if it can.</summary>
    internal static string? FaultOf(ServeOptions options)
    {
        _ = options;
        return null;
    }

    /// <summary>What there is to look at before the host joins its fleet.</summary>
    internal static IEnumerable<HostCheck> Checks(ServeOptions options, TimeProvider clock) =>
        options.Fleet is { } fleet ? FleetCheck.For(fleet, clock) : [];

    /// <summary>Registers what belongs to the fleet, if the host is to be part of one.</summary>
    internal static void Add(IServiceCollection services, ServeOptions options)
    {
        if (options.Fleet is not null) services.AddSegmentPipelineFleet();
    }

    /// <summary>Why the host had to stop, or null.</summary>
    internal static string? FindFault(IServiceProvider services) => services.FindFleetFault();
}
