namespace SegmentPipeline.Fleet;

/// <summary>A piece of work of a shared archive: the hours of one stream and one day.</summary>
[GenerateSerializer]
[Immutable]
[Alias("pipeline.work-item")]
internal readonly record struct WorkItem
{
    [Id(0)]
    internal string Channel { get; init; }

    [Id(1)]
    internal string Quality { get; init; }

    /// <summary>The first of the hours that are there, counted from the epoch.</summary>
    [Id(2)]
    internal int FirstHour { get; init; }

    /// <summary>The last of them.</summary>
    [Id(3)]
    internal int LastHour { get; init; }

    internal StreamId Stream => new(Channel, Quality);

    internal bool Contains(Hour hour) => hour.SinceEpoch >= FirstHour && hour.SinceEpoch <= LastHour;
}

/// <summary>All of it, in the order of the audit: streams by name, days by time.</summary>
[GenerateSerializer]
[Immutable]
[Alias("pipeline.work-plan")]
internal sealed record WorkPlan
{
    [Id(0)]
    internal required IReadOnlyList<WorkItem> Items { get; init; }
}

/// <summary>Pieces of work that are next to each other in one stream, lent to a node.</summary>
[GenerateSerializer]
[Immutable]
[Alias("pipeline.work-lease")]
internal sealed record WorkLease
{
    /// <summary>Where they stand in the plan: the first of them.</summary>
    [Id(0)]
    internal int First { get; init; }

    /// <summary>The pieces; none if there is nothing to do now.</summary>
    [Id(1)]
    internal IReadOnlyList<WorkItem> Items { get; init; } = [];

    /// <summary>Whether there will be nothing more to do.</summary>
    [Id(2)]
    internal bool IsOver { get; init; }
}
