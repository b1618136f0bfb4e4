namespace SegmentPipeline.Cli;

/// <summary>What the command exits with. An unknown code must be read as a failure.</summary>
/// <remarks>Source: semantics §6; where several apply, the precedence is 2, 3, 4, 1.</remarks>
internal static class ExitCode
{
    internal const int Success = 0;
    internal const int Findings = 1;
    internal const int Failure = 2;
    internal const int Incomplete = 3;
    internal const int CoverageLost = 4;

    /// <summary>The command line or the configuration is wrong; nothing was done. No audit ends so.</summary>
    internal const int Usage = 64;

    internal const int BudgetSpent = 124;
    internal const int Interrupted = 130;
    internal const int Terminated = 143;

    /// <summary>All codes, each with the outcome of an audit that it tells. Help and documents are held against this table.</summary>
    internal static IReadOnlyList<(int Code, AuditOutcome? Outcome)> All { get; } =
    [
        (Success, AuditOutcome.Success),
        (Findings, AuditOutcome.Findings),
        (Failure, AuditOutcome.Failed),
        (Incomplete, AuditOutcome.Incomplete),
        (CoverageLost, AuditOutcome.CoverageLost),
        (Usage, null),
        (BudgetSpent, AuditOutcome.BudgetSpent),
        (Interrupted, AuditOutcome.Interrupted),
        (Terminated, AuditOutcome.Terminated),
    ];

    /// <summary>The code that tells an outcome.</summary>
    internal static int CodeFor(AuditOutcome outcome) => All.Single(row => row.Outcome == outcome).Code;

    /// <summary>The outcome that a code tells.</summary>
    internal static AuditOutcome OutcomeFor(int code) => All.Single(row => row.Code == code).Outcome ?? AuditOutcome.Failed;
}
