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

    /// <summary>The word of an exit code. A code that promises a complete audit, of a run that told no complete summary, counts as
    /// incomplete; an unknown code as a failure.</summary>
    internal static string WordFor(int exitCode, SummaryRecord? summary) => exitCode switch
    {
        ExitCode.Success or ExitCode.Findings or ExitCode.CoverageLost when summary is not { Complete: true } => Incomplete,
        _ => ExitCode.OutcomeOf(exitCode),
    };

    /// <summary>Whether the run may stand as the last complete one.</summary>
    internal static bool IsComplete(string outcome) => outcome is Success or Findings or Lost;
}
