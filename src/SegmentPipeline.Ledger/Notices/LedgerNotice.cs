namespace SegmentPipeline.Ledger;

/// <summary>What somebody is still to be told of an archive.</summary>
public sealed record LedgerNotice
{
    /// <summary>What it is known by; nothing else has the same.</summary>
    public required string Key { get; init; }

    /// <summary>Name of the hook that it is for.</summary>
    public required string Hook { get; init; }

    /// <summary>The id of the message that it goes out with; null as long as none has been made for it.</summary>
    public string? Message { get; init; }

    /// <summary>When there was reason to tell it.</summary>
    public required Timestamp Made { get; init; }

    /// <summary>What is to be told. The ledger does not look into it.</summary>
    public required string Body { get; init; }
}

/// <summary>Something about an archive that goes on, and of which somebody is told when it is over.</summary>
public sealed record LedgerTrouble
{
    /// <summary>Name of the hook.</summary>
    public required string Hook { get; init; }

    /// <summary>What goes on.</summary>
    public required string Key { get; init; }

    /// <summary>Since when.</summary>
    public required Timestamp Since { get; init; }

    /// <summary>Whether there was reason to tell it.</summary>
    public required bool IsTold { get; init; }
}
