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

    /// <summary><see cref="CorruptFinding"/>s.</summary>
    public long Corrupt { get; init; }

    /// <summary>All findings.</summary>
    public long Total
    {
        get
        {
            var total = 0L;
            foreach (var type in FindingTypes.All) total += type.CountIn(this);
            return total;
        }
    }

    /// <summary>This and one more.</summary>
    /// <param name="finding">The finding to count.</param>
    public FindingCounts Plus(Finding finding)
    {
        var type = FindingTypes.TypeOf(finding);
        return type.WithCount(this, type.CountIn(this) + 1);
    }

    /// <summary>How many of these make an audit fail at a level.</summary>
    /// <param name="level">The level.</param>
    internal long FailingAt(FailOn level)
    {
        var counts = this;
        return level == FailOn.None ? 0 : FindingTypes.All.Where(type => type.FailsFrom <= level).Sum(type => type.CountIn(counts));
    }
}
