namespace SegmentPipeline.Fleet;

/// <summary>How a run stands.</summary>
[GenerateSerializer]
[Alias("pipeline.run-state")]
internal enum FleetRunState
{
    /// <summary>It has not been asked for.</summary>
    None,

    /// <summary>Nodes work for it.</summary>
    Running,

    /// <summary>It has a verdict.</summary>
    Ended,

    /// <summary>Somebody has stopped it.</summary>
    Stopped,

    /// <summary>It has come to no verdict.</summary>
    Failed,
}

/// <summary>A node in a run.</summary>
[GenerateSerializer]
[Immutable]
[Alias("pipeline.run-node")]
internal sealed record RunNode
{
    /// <summary>Its name.</summary>
    [Id(0)]
    internal required string Node { get; init; }

    /// <summary>How its part goes.</summary>
    [Id(1)]
    internal PartStatus Part { get; init; } = new() { Phase = PartPhase.Asked };

    /// <summary>Whether its answer has been brought in.</summary>
    [Id(2)]
    internal bool IsKept { get; init; }

    /// <summary>The moment of its audit.</summary>
    [Id(3)]
    internal Timestamp? AsOf { get; init; }

    /// <summary>Whether it could say everything.</summary>
    [Id(4)]
    internal bool IsComplete { get; init; }

    /// <summary>Since when it has not been there, or null.</summary>
    [Id(5)]
    internal DateTimeOffset? AbsentSince { get; init; }

    /// <summary>Whether nothing more is expected of it.</summary>
    internal bool IsSettled => IsKept || Part.Phase == PartPhase.Unknown;
}

/// <summary>A run, as all who ask are told of it, and as it is kept.</summary>
[GenerateSerializer]
[Alias("pipeline.run")]
internal sealed record FleetRunStatus
{
    [Id(0)]
    internal string Id { get; init; } = "";

    [Id(1)]
    internal FleetRunState State { get; init; }

    [Id(2)]
    internal FleetRunRequest Request { get; init; } = new();

    [Id(3)]
    internal DateTimeOffset Started { get; init; }

    [Id(4)]
    internal DateTimeOffset? Ended { get; init; }

    [Id(5)]
    internal int? Exit { get; init; }

    [Id(6)]
    internal string? Failure { get; init; }

    /// <summary>The nodes, by name.</summary>
    [Id(7)]
    internal IReadOnlyList<RunNode> Nodes { get; init; } = [];

    /// <summary>The node that has made the report of a shared archive, or makes it.</summary>
    [Id(8)]
    internal string? Reporter { get; init; }

    /// <summary>The figures of the verdict over copies.</summary>
    [Id(9)]
    internal FleetFigures? Figures { get; init; }

    internal bool IsOver => State is FleetRunState.Ended or FleetRunState.Stopped or FleetRunState.Failed;
}
