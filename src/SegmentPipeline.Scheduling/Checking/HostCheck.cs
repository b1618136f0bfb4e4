namespace SegmentPipeline.Scheduling;

/// <summary>One thing that a host needs, and how it is looked at.</summary>
public sealed record HostCheck
{
    /// <summary>What it belongs to, such as <c>archive main</c> or <c>hook desk</c>.</summary>
    public required string Group { get; init; }

    /// <summary>What it is; without any secret.</summary>
    public required string Subject { get; init; }

    /// <summary>Looks at it: why it is not as it should be, without any secret; null if it is.</summary>
    public required Func<CancellationToken, Task<string?>> FaultAsync { get; init; }

    /// <summary>A look at a disk, on a thread of its own.</summary>
    internal static HostCheck OfDisk(string group, string subject, Func<string?> fault) =>
        new() { Group = group, Subject = subject, FaultAsync = _ => OwnThread.RunAsync(fault) };

    /// <summary>A question over the network.</summary>
    internal static HostCheck OfNetwork(string group, string subject, Func<CancellationToken, Task<string?>> fault) =>
        new() { Group = group, Subject = subject, FaultAsync = fault };
}
