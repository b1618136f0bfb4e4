namespace SegmentPipeline.Hosting;

/// <summary>How a run ended, in one word. The values of the label <c>outcome</c>.</summary>
internal static class RunOutcome
{
    internal const string Success = "success";
    internal const string Findings = "findings";
    internal const string Lost = "lost";
    internal const string Incomplete = "incomplete";
    internal const string BudgetSpent = "budget";
    internal const string Stopped = "stopped";
    internal const string Failed = "failed";

    internal static IReadOnlyList<string> All { get; } = [Success, Findings, Lost, Incomplete, BudgetSpent, Stopped, Failed];

    /// <summary>The word of an audit's outcome. One that promises a complete audit, of a run that told no complete summary, counts as
    /// incomplete; one that is not known as a failure.</summary>
    internal static string WordFor(AuditOutcome audited, SummaryRecord? summary) => audited switch
    {
        AuditOutcome.Success or AuditOutcome.Findings or AuditOutcome.CoverageLost when summary is not { Complete: true } => Incomplete,
        AuditOutcome.Interrupted or AuditOutcome.Terminated => Stopped,
        _ => AuditOutcomes.All.FirstOrDefault(row => row.Member == audited)?.Word ?? Failed,
    };

    /// <summary>Whether the run may stand as the last complete one.</summary>
    internal static bool IsComplete(string outcome) => outcome is Success or Findings or Lost;
}
