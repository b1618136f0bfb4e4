using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>How many findings of each type.</summary>
[JsonConverter(typeof(FindingCountsJsonConverter))]
public readonly record struct FindingCounts
{
    /// <summary><see cref="HoleFinding"/>s.</summary>
    public long Hole { get; init; }

    /// <summary><see cref="DegradedFinding"/>s.</summary>
    public long Degraded { get; init; }

    /// <summary><see cref="OverlapFinding"/>s.</summary>
    public long Overlap { get; init; }

    /// <summary><see cref="BadNameFinding"/>s.</summary>
    public long Bad { get; init; }

    /// <summary><see cref="StrayFinding"/>s.</summary>
    public long Stray { get; init; }

    /// <summary><see cref="UnreadableFinding"/>s.</summary>
    public long Unreadable { get; init; }

    /// <summary><see cref="StaleLedgerFinding"/>s.</summary>
    public long StaleLedger { get; init; }

    /// <summary><see cref="SilentFinding"/>s.</summary>
    public long Silent { get; init; }

    /// <summary><see cref="EmptyFinding"/>s.</summary>
    public long Empty { get; init; }

    /// <summary><see cref="FutureFinding"/>s.</summary>
    public long Future { get; init; }

    /// <summary>All findings.</summary>
    public long Total => Hole + Degraded + Overlap + Bad + Stray + Unreadable + StaleLedger + Silent + Empty + Future;

    /// <summary>This and one more.</summary>
    /// <param name="finding">The finding to count.</param>
    internal FindingCounts Plus(Finding finding) => finding switch
    {
        HoleFinding => this with { Hole = Hole + 1 },
        DegradedFinding => this with { Degraded = Degraded + 1 },
        OverlapFinding => this with { Overlap = Overlap + 1 },
        BadNameFinding => this with { Bad = Bad + 1 },
        StrayFinding => this with { Stray = Stray + 1 },
        StaleLedgerFinding => this with { StaleLedger = StaleLedger + 1 },
        SilentFinding => this with { Silent = Silent + 1 },
        EmptyFinding => this with { Empty = Empty + 1 },
        FutureFinding => this with { Future = Future + 1 },
        UnreadableFinding => this with { Unreadable = Unreadable + 1 },
        _ => throw new ArgumentOutOfRangeException(nameof(finding), finding, "no such finding"),
    };
}
