namespace SegmentPipeline;

/// <summary>All ways in which an audit ends. Every format, metrics, ledgers and the command's exit codes follow from this table.</summary>
/// <remarks>Source: semantics §6. Words and numbers are an interface.</remarks>
public static class AuditOutcomes
{
    /// <summary>The outcomes, by number.</summary>
    public static IReadOnlyList<AuditOutcomeRow> All { get; } =
    [
        Row(AuditOutcome.Success, "success", 0, severity: 0, "audited completely, nothing at or above the level that fails"),
        Row(AuditOutcome.Findings, "findings", 1, severity: 1, "findings at or above the level that fails"),
        Row(AuditOutcome.Failed, "failed", 2, severity: 7, "could not audit, had nothing to audit, or could not write the report"),
        Row(AuditOutcome.Incomplete, "incomplete", 3, severity: 3, "something could not be read; figures are lower bounds"),
        Row(AuditOutcome.CoverageLost, "lost", 4, severity: 2, "coverage was lost, or a selected segment was found corrupt, since the last complete run in the ledger"),
        Row(AuditOutcome.BudgetSpent, "budget", 124, severity: 4, "the time budget ran out; the next run goes on from there"),
        Row(AuditOutcome.Interrupted, "interrupted", 130, severity: 5, "cancelled by whoever asked for it"),
        Row(AuditOutcome.Terminated, "terminated", 143, severity: 6, "stopped with its process"),
    ];

    /// <summary>The row of an outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such outcome.</exception>
    public static AuditOutcomeRow RowOf(AuditOutcome outcome) => All.FirstOrDefault(row => row.Member == outcome)
        ?? throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "no such outcome");

    /// <summary>The outcome that a number stands for; <see cref="AuditOutcome.Failed"/> for one that is not known.</summary>
    /// <param name="number">What the field <c>exit</c> of a report or ledger holds.</param>
    public static AuditOutcome FromNumber(long number) => All.FirstOrDefault(row => row.Number == number)?.Member ?? AuditOutcome.Failed;

    /// <summary>The one of two outcomes that stands if both apply.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static AuditOutcome WorseOf(AuditOutcome left, AuditOutcome right) =>
        RowOf(left).Severity >= RowOf(right).Severity ? left : right;

    /// <summary>The outcome of an audit that ran to its end.</summary>
    /// <param name="findings">What it found.</param>
    /// <param name="failOn">Which of that makes it fail.</param>
    /// <param name="auditedMicroseconds">The windows of all streams together: an audit of nothing has not passed.</param>
    public static AuditOutcome OutcomeFor(FindingCounts findings, FailOn failOn, long auditedMicroseconds)
    {
        if (findings.Unreadable > 0) return AuditOutcome.Incomplete;
        if (auditedMicroseconds == 0 && failOn != FailOn.None) return AuditOutcome.Failed;
        return findings.FailingAt(failOn) > 0 ? AuditOutcome.Findings : AuditOutcome.Success;
    }

    private static AuditOutcomeRow Row(AuditOutcome member, string word, int number, int severity, string description) =>
        new() { Member = member, Word = word, Number = number, Severity = severity, Description = description };
}
