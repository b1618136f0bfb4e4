using SegmentPipeline.Ledger;

namespace SegmentPipeline.Cli;

/// <summary>What a report for people says beside what its records say.</summary>
/// <param name="FailOn">Which findings make it fail.</param>
/// <param name="IsDeterministic">Whether clocks and absolute paths are left out.</param>
/// <param name="Run">Asks the ledger for this run once it has ended; null without a ledger.</param>
internal sealed record ReportNotes(FailOn FailOn, bool IsDeterministic, Func<LedgerRun?>? Run = null);
