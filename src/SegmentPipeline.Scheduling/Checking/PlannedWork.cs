namespace SegmentPipeline.Scheduling;

/// <summary>Work that a host does by itself, and when.</summary>
public sealed record PlannedWork
{
    /// <summary>Name of the archive.</summary>
    public required string Archive { get; init; }

    /// <summary>What is done: <c>audit</c>, <c>compare</c>, <c>fill</c> or <c>verify</c>.</summary>
    public required string Work { get; init; }

    /// <summary>When, in words, where no expression says it; null where one does.</summary>
    public string? Rule { get; init; }

    /// <summary>The next occurrences, in the time zone of the archive; none where no expression says them.</summary>
    public IReadOnlyList<DateTimeOffset> Next { get; init; } = [];

    /// <summary>The time zone of the archive, as it is configured.</summary>
    public required string TimeZone { get; init; }
}
