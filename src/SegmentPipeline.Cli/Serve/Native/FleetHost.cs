using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Cli;

/// <summary>Says that a native command cannot make a host a node of a fleet: what the fleet runs on makes code at run time.</summary>
internal static class FleetHost
{
    /// <summary>Why this command cannot run any such host; null if it can.</summary>
    internal static string? Fault { get; } =
        "a node of a fleet runs on .NET, and this is the native command; ./build.sh pack makes the other: dotnet tool install --global --add-source artifacts/packages SegmentPipeline.Cli";

    /// <summary>Why this command cannot run such a host; null if it can.</summary>
    internal static string? FaultOf(ServeOptions options) => options.Fleet is null ? null : Fault;

    /// <summary>That it cannot join a fleet.</summary>
    internal static IEnumerable<HostCheck> Checks(ServeOptions options, TimeProvider clock)
    {
        _ = clock;
        return options.Fleet is { } fleet
            ? [new HostCheck { Group = $"fleet {fleet.Cluster}", Subject = "node", FaultAsync = _ => Task.FromResult(Fault) }]
            : [];
    }

    /// <summary>Registers nothing.</summary>
    internal static void Add(IServiceCollection services, ServeOptions options)
    {
        _ = services;
        _ = options;
    }

    /// <summary>None.</summary>
    internal static string? FindFault(IServiceProvider services)
    {
        _ = services;
        return null;
    }
}
