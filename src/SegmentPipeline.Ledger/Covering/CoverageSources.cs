namespace SegmentPipeline.Ledger;

/// <summary>From which findings of a ledger follows how time is covered: one row for each class but full, which is all else that was
/// audited.</summary>
internal static class CoverageSources
{
    /// <summary>The worst first. Of time that findings of several rows speak of, the first of them decides. Without a kind it is what
    /// could not be read.</summary>
    internal static IReadOnlyList<(CoverageClass Class, LedgerFindingKind? Kind)> WorstFirst { get; } =
    [
        (CoverageClass.Missing, LedgerFindingKind.Hole),
        (CoverageClass.Unknown, null),
        (CoverageClass.Partial, LedgerFindingKind.Partial),
        (CoverageClass.Suspect, LedgerFindingKind.Suspect),
    ];
}
