namespace SegmentPipeline.Scheduling;

/// <summary>One thing that a host needs, and whether it is as it should be.</summary>
public sealed record CheckedItem
{
    /// <summary>What it belongs to, such as <c>archive main</c> or <c>hook desk</c>.</summary>
    public required string Group { get; init; }

    /// <summary>What it is. No address is in it that may have a secret.</summary>
    public required string Subject { get; init; }

    /// <summary>Why it is not as it should be; null if it is. No secret is in it.</summary>
    public string? Fault { get; init; }
}
