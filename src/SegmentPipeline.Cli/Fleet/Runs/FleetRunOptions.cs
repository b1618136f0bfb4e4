namespace SegmentPipeline.Cli;

/// <summary>What a run of the fleet was asked for by a command line.</summary>
internal sealed record FleetRunOptions
{
    internal required IReadOnlyList<ViaAddress> Via { get; init; }

    /// <summary>A run that there is already; null to begin one.</summary>
    internal string? Run { get; init; }

    /// <summary>Name of the archive; null for the one that each node takes part with.</summary>
    internal string? Archive { get; init; }

    internal IReadOnlyList<string> Channels { get; init; } = [];

    internal IReadOnlyList<string> Qualities { get; init; } = [];

    internal Timestamp? Start { get; init; }

    internal Timestamp? End { get; init; }

    /// <summary>The tolerance; null for that of each node.</summary>
    internal TimeSpan? Tolerance { get; init; }

    /// <summary>The nodes that are asked; none for all.</summary>
    internal IReadOnlyList<string> Nodes { get; init; } = [];

    /// <summary>How long nodes are waited for; null for as long as is usual.</summary>
    internal TimeSpan? Deadline { get; init; }

    /// <summary>How far a verification looks into files, as a word; null for as far as each node does.</summary>
    internal string? Level { get; init; }

    /// <summary>What is asked of the verdict.</summary>
    internal FleetVerdictOptions Verdict { get; init; } = new();

    /// <summary>How the records are printed.</summary>
    internal CopyFormat Format { get; init; }

    /// <summary>The file they go to; null for standard output.</summary>
    internal string? Output { get; init; }

    internal bool Quiet { get; init; }
}

/// <summary>What a verdict is to say.</summary>
internal sealed record FleetVerdictOptions
{
    /// <summary>How many copies there should be; null for no such number.</summary>
    internal int? Copies { get; init; }

    /// <summary>The least length of what a single node has, in seconds; null for that of the node that answers.</summary>
    internal int? SingleSeconds { get; init; }

    /// <summary>Whether it says from where each node's holes can be filled.</summary>
    internal bool Fillings { get; init; }

    /// <summary>As a query, with its question mark; empty for none.</summary>
    internal string ToQuery()
    {
        var words = new List<string>();
        if (Copies is { } copies) words.Add($"copies={copies}");
        if (SingleSeconds is { } seconds) words.Add($"single={seconds}");
        if (Fillings) words.Add("verdicts=true");
        return words.Count == 0 ? "" : $"?{string.Join('&', words)}";
    }
}
