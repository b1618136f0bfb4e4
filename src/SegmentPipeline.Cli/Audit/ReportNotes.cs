using SegmentPipeline.Ledger;

namespace SegmentPipeline.Cli;

/// <summary>What a report for people says beside what its records say.</summary>
/// <param name="FailOn">Which findings make it fail.</param>
/// <param name="IsDeterministic">Whether clocks and absolute paths are left out.</param>
/// <param name="Runs">Asks the ledger for this audit, once it has ended, and the one before it; null without a ledger.</param>
internal sealed record ReportNotes(FailOn FailOn, bool IsDeterministic, Func<IReadOnlyList<LedgerRun>>? Runs = null);
