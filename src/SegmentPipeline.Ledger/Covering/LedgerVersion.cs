using System.Globalization;

namespace SegmentPipeline.Ledger;

/// <summary>Which audit has last changed what a ledger says of coverage. Of two equal versions everything that is derived from coverage is
/// equal; a ledger that was begun anew has other versions than the one before it.</summary>
public readonly record struct LedgerVersion
{
    /// <summary>Number of the audit; 0 if there has been none.</summary>
    public long Run { get; init; }

    /// <summary>When it began.</summary>
    public Timestamp Started { get; init; }

    /// <summary>As letters and digits, such as an entity tag takes.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Run}-{Started.UnixMicroseconds:x}");
}
