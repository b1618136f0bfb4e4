using System.Collections.Frozen;

namespace SegmentPipeline.Ledger;

/// <summary>The kinds under which a ledger follows findings: one for each type, but of degraded ranges one for each class. Their numbers
/// stand in the file.</summary>
internal static class LedgerFindingKinds
{
    /// <summary>Kinds up to this are told by their ranges alone, and followed range by range; the others by what they name.</summary>
    internal const LedgerFindingKind LastOfRanges = LedgerFindingKind.Partial;

    private static readonly FrozenDictionary<string, LedgerFindingKind> ByWord = FindingTypes.All
        .Where(type => type.Word != "degraded").ToFrozenDictionary(
        type => type.Word, type => Enum.Parse<LedgerFindingKind>(type.Word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true));

    /// <summary>Kinds that have a range of their own; entries with a bad name, say, only stand at their hour.</summary>
    private static readonly FrozenSet<LedgerFindingKind> Ranged =
        [LedgerFindingKind.Suspect, LedgerFindingKind.Partial,
            .. FindingTypes.All.Where(type => type.HasRange && type.Word != "degraded").Select(type => ByWord[type.Word])];

    /// <summary>The kind of a finding.</summary>
    internal static LedgerFindingKind KindOf(Finding finding) => finding switch
    {
        DegradedFinding { Class: CoverageClass.Suspect } => LedgerFindingKind.Suspect,
        DegradedFinding => LedgerFindingKind.Partial,
        _ => ByWord[FindingTypes.TypeOf(finding).Word],
    };

    internal static bool HaveRange(LedgerFindingKind kind) => Ranged.Contains(kind);
}
