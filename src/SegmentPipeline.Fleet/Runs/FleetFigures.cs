namespace SegmentPipeline.Fleet;

/// <summary>The figures of a verdict.</summary>
[GenerateSerializer]
[Immutable]
[Alias("pipeline.figures")]
internal sealed record FleetFigures
{
    /// <summary>Microseconds with 0, 1, 2 … copies.</summary>
    [Id(1)]
    internal required IReadOnlyList<long> Copies { get; init; }

    /// <summary>Microseconds that every node says are missing.</summary>
    [Id(2)]
    internal required long Missing { get; init; }

    /// <summary>Ranges that have fewer copies than were asked for.</summary>
    [Id(3)]
    internal required long Thin { get; init; }

    /// <summary>Streams.</summary>
    [Id(4)]
    internal required int Streams { get; init; }
}
