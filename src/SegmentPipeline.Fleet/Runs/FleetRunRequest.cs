namespace SegmentPipeline.Fleet;

/// <summary>What kind of work a run is.</summary>
[GenerateSerializer]
[Alias("pipeline.run-kind")]
internal enum FleetRunKind
{
    /// <summary>Each node audits its own copy; the verdict is over all of them.</summary>
    Copies,

    /// <summary>The nodes audit one archive together.</summary>
    Shared,

    /// <summary>Each node reads the files of its own copy.</summary>
    Verify,
}

/// <summary>What is asked of a fleet.</summary>
[GenerateSerializer]
[Immutable]
[Alias("pipeline.run-request")]
internal sealed record FleetRunRequest
{
    [Id(0)]
    internal FleetRunKind Kind { get; init; }

    /// <summary>Name of the archive on each node; null: the one that each node takes part with.</summary>
    [Id(1)]
    internal string? Archive { get; init; }

    /// <summary>Channels; empty: all.</summary>
    [Id(2)]
    internal IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Qualities; empty: all.</summary>
    [Id(3)]
    internal IReadOnlyList<string> Qualities { get; init; } = [];

    /// <summary>Start of the window, or null.</summary>
    [Id(4)]
    internal Timestamp? Start { get; init; }

    /// <summary>End of the window, or null.</summary>
    [Id(5)]
    internal Timestamp? End { get; init; }

    /// <summary>The tolerance; null: that of each node's archive.</summary>
    [Id(6)]
    internal TimeSpan? Tolerance { get; init; }

    /// <summary>Fewer copies than this are a finding; null: none are.</summary>
    [Id(7)]
    internal int? Copies { get; init; }

    /// <summary>The nodes that are asked; empty: all.</summary>
    [Id(8)]
    internal IReadOnlyList<string> Nodes { get; init; } = [];

    /// <summary>How long nodes are waited for.</summary>
    [Id(9)]
    internal TimeSpan Deadline { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How far files are looked into, as a word; null: as each node's archive says.</summary>
    [Id(10)]
    internal string? Level { get; init; }
}
