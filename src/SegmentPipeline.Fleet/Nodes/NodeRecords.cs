namespace SegmentPipeline.Fleet;

/// <summary>What a node says of itself.</summary>
[GenerateSerializer]
[Immutable]
[Alias("pipeline.node")]
internal sealed record NodeCard
{
    /// <summary>Its name.</summary>
    [Id(0)]
    internal required string Node { get; init; }

    /// <summary>Where other nodes reach it over HTTP.</summary>
    [Id(1)]
    internal required string Http { get; init; }

    /// <summary>Names of its archives.</summary>
    [Id(2)]
    internal required IReadOnlyList<string> Archives { get; init; }

    /// <summary>Names of those that several nodes share.</summary>
    [Id(3)]
    internal IReadOnlyList<string> Shared { get; init; } = [];

    /// <summary>Version of its program.</summary>
    [Id(4)]
    internal required string Version { get; init; }

    /// <summary>Its clock.</summary>
    [Id(5)]
    internal required DateTimeOffset Now { get; init; }
}

/// <summary>How far a node is with its part of a run.</summary>
[GenerateSerializer]
[Alias("pipeline.part-phase")]
internal enum PartPhase
{
    /// <summary>It has not been asked so that it knows, or cannot be reached.</summary>
    Asked,

    /// <summary>It works, or waits for its turn.</summary>
    Running,

    /// <summary>It has an answer.</summary>
    Answered,

    /// <summary>It will have none.</summary>
    Unknown,
}

/// <summary>How a node's part of a run goes.</summary>
[GenerateSerializer]
[Immutable]
[Alias("pipeline.part")]
internal sealed record PartStatus
{
    /// <summary>How far it is.</summary>
    [Id(0)]
    internal required PartPhase Phase { get; init; }

    /// <summary>Hours read so far.</summary>
    [Id(1)]
    internal long Hours { get; init; }

    /// <summary>Entries seen, or files read, so far.</summary>
    [Id(2)]
    internal long Entries { get; init; }

    /// <summary>The archive that was audited.</summary>
    [Id(3)]
    internal string? Archive { get; init; }

    /// <summary>Why there is no answer.</summary>
    [Id(4)]
    internal string? Cause { get; init; }

    /// <summary>How long before the audit the recorder was taken to be still writing.</summary>
    [Id(5)]
    internal TimeSpan Settle { get; init; } = AuditDefaults.Settle;

    /// <summary>How the audit ended, as an exit code; null if it does not decide how the run ends.</summary>
    [Id(6)]
    internal int? Exit { get; init; }
}
