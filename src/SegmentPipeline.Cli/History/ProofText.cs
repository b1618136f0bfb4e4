using SegmentPipeline.Ledger;

namespace SegmentPipeline.Cli;

/// <summary>What <c>pipeline history --verify</c> says.</summary>
internal static class ProofText
{
    /// <summary>A line for each night that is not what was written down, and what was looked at.</summary>
    internal static IEnumerable<string> Lines(LedgerProof proof, bool hasReports)
    {
        foreach (var doubt in proof.Doubts) yield return VisibleText.MakeVisible($"{Subject(doubt)} {doubt.Text}.");
        if (proof.HasMoreDoubts) yield return "There are more.";
        if (proof.Newest is not { } newest)
        {
            yield return proof.WithoutDigest == 0
                ? "No audit has been recorded yet."
                : $"{Plural.TextOf(proof.WithoutDigest, "audit")}, all from before there were digests: nothing can be said of them.";
            yield break;
        }

        var before = proof.WithoutDigest == 0 ? "" : $"; {Plural.Count(proof.WithoutDigest)} more from before there were digests";
        var reports = hasReports
            ? $"; {Plural.TextOf(proof.Reports, "report")} compared, {Plural.Count(proof.AbsentReports)} not there"
            : "";
        yield return $"{Plural.TextOf(proof.Runs, "audit")} looked at{before}{reports}.";
        yield return $"The newest is run {Plural.Count(newest)}, its digest {proof.Digest}.";
    }

    private static string Subject(LedgerDoubt doubt)
    {
        var run = $"run {Plural.Count(doubt.Run)}{(doubt.Started is { } started ? $" of {TimeWords.ToSecond(started)}" : "")}";
        return doubt.Report is { } report ? $"{report} of {run}" : $"Run{run[3..]}";
    }
}
