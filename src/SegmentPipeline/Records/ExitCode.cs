namespace SegmentPipeline;

/// <summary>Exit codes of an audit. An unknown code must be read as a failure.</summary>
/// <remarks>Source: semantics §6; where several apply, the precedence is 2, 3, 4, 1.</remarks>
public static class ExitCode
{
    /// <summary>Audited completely, nothing at or above the level that fails.</summary>
    public const int Success = 0;

    /// <summary>Findings at or above the level that fails.</summary>
    public const int Findings = 1;

    /// <summary>Could not audit, had nothing to audit, or could not write the report.</summary>
    public const int Failure = 2;

    /// <summary>Something could not be read; figures are lower bounds.</summary>
    public const int Incomplete = 3;

    /// <summary>Coverage was lost since the last complete run in the ledger.</summary>
    public const int CoverageLost = 4;

    /// <summary>The command line or the configuration is wrong; nothing was done.</summary>
    public const int Usage = 64;

    /// <summary>The time budget ran out; the next run with the same ledger goes on from there.</summary>
    public const int BudgetSpent = 124;

    /// <summary>Interrupted (SIGINT).</summary>
    public const int Interrupted = 130;

    /// <summary>Terminated (SIGTERM).</summary>
    public const int Terminated = 143;

    /// <summary>All codes, with what they say. Metrics follow from this table; help and documents are held against it.</summary>
    public static IReadOnlyList<ExitOutcome> All { get; } =
    [
        new(Success, "success"),
        new(Findings, "findings"),
        new(Failure, "failed"),
        new(Incomplete, "incomplete"),
        new(CoverageLost, "lost"),
        new(Usage, "failed"),
        new(BudgetSpent, "budget"),
        new(Interrupted, "stopped"),
        new(Terminated, "stopped"),
    ];

    /// <summary>The outcome of a code; of an unknown one that of a failure.</summary>
    /// <param name="code">The code.</param>
    public static string OutcomeOf(int code) => All.FirstOrDefault(row => row.Code == code)?.Outcome ?? "failed";

    /// <summary>The code of an audit that ran to its end.</summary>
    /// <param name="findings">What it found.</param>
    /// <param name="failOn">Which of that makes it fail.</param>
    /// <param name="auditedMicroseconds">The windows of all streams together: an audit of nothing has not passed.</param>
    public static int ForFindings(FindingCounts findings, FailOn failOn, long auditedMicroseconds)
    {
        if (findings.Unreadable > 0) return Incomplete;
        if (auditedMicroseconds == 0 && failOn != FailOn.None) return Failure;
        return findings.FailingAt(failOn) > 0 ? Findings : Success;
    }
}
