using System.Globalization;

namespace SegmentPipeline.Cli;

/// <summary>The sentences of a report, as markup.</summary>
internal static class ReportWords
{
    /// <summary>Of a run that passed over everything there is.</summary>
    internal const string NothingAudited = "nothing was audited: no stream has any time in its window";

    internal static string Archive(HeaderRecord header, SummaryRecord summary, ReportNotes notes)
    {
        var root = notes.IsDeterministic ? "" : $" [bold]{ReportPage.Safe(header.Root)}[/]";
        return $"Archive{root}: {Plural.TextOf(summary.Streams, "stream")}, {Plural.TextOf(summary.Hours, "hour")}, "
            + Plural.TextOf(summary.Entries.Total, "entry", "entries");
    }

    /// <summary>When the audit was started; null if that is not to be told.</summary>
    internal static string? Started(HeaderRecord header, ReportNotes notes) =>
        notes.IsDeterministic || header.Started is not { } started ? null : MapWords.Audited(started);

    /// <summary>From the first window's start to the last one's end; null if nothing was audited.</summary>
    internal static string? Windows(IReadOnlyList<StreamRecord> streams)
    {
        var windows = streams.Select(stream => stream.Window).OfType<TimeRange>().ToList();
        return windows.Count == 0 ? null : $"From {windows.Min(window => window.Start)} to {windows.Max(window => window.End)}";
    }

    /// <summary>What became of the entries; null if there are none.</summary>
    internal static string? Entries(EntryCounts entries) =>
        Listed("Entries: ", CountWords.Fates.Select(fate => (CountWords.RowOf(fate.Fate).CountIn(entries), fate.One, fate.Many)));

    internal static string? OtherFindings(FindingCounts findings) => Listed(
        findings.Hole > 0 ? "Other findings: " : "Findings: ",
        CountWords.OtherFindings.Select(type => (CountWords.RowOf(type.Word).CountIn(findings), type.One, type.Many)));

    internal static string Verdict(SummaryRecord summary, IReadOnlyList<StreamRecord> streams, ReportNotes notes)
    {
        var verdict = summary switch
        {
            { Findings.Unreadable: > 0 } =>
                $"[yellow bold]Incomplete:[/] {Plural.TextOf(summary.Findings.Unreadable, "place")} could not be read; figures are lower bounds{AtLeast(summary)}.",
            { Complete: false, Outcome: AuditOutcome.Failed } => "[red bold]Broken off:[/] the audit failed; figures are lower bounds.",
            { Complete: false, Outcome: AuditOutcome.BudgetSpent } =>
                "[yellow bold]Stopped:[/] the time budget ran out; the next run goes on from here.",
            { Complete: false } => "[yellow bold]Interrupted:[/] not everything was read; figures are lower bounds.",
            { Outcome: AuditOutcome.Failed, Microseconds.Total: 0 } => $"[red bold]Failed:[/] {NothingAudited}.",
            { Outcome: AuditOutcome.Failed } => "[red bold]Not recorded:[/] the report is whole, but the ledger could not be written.",
            { Outcome: AuditOutcome.CoverageLost } => $"[red bold]Failed:[/] {Lost(notes)} since the last complete run.",
            { Outcome: AuditOutcome.Success } => $"[green bold]Passed:[/] {Passed(summary)}",
            _ => $"[red bold]Failed:[/] {Failed(summary, streams, notes.FailOn)}",
        };
        return notes.IsDeterministic
            ? verdict : $"{verdict} [dim]({DurationWords.TextOf(summary.Elapsed.Ticks / TimeSpan.TicksPerMicrosecond)})[/]";
    }

    /// <summary>How much earlier a silent stream ended, and than which.</summary>
    internal static string Silent(SilentFinding silent) =>
        $"[red]Silent[/] {ReportPage.Safe(silent.Stream.ToString())}: nothing after {TimeWords.Full(silent.Range.Start)}{(silent.Other is { } other ? $", while {ReportPage.Safe(other)} goes on for another" : ", although it is expected for another")} {DurationWords.TextOf(silent.Range.Microseconds)}";

    /// <summary>What a run lost: time that nothing covers any more, or else segments that cannot be played any more.</summary>
    private static string Lost(ReportNotes notes) =>
        notes.Runs?.Invoke() is [{ Deltas: { Lost: 0, Corrupted: > 0 } }, ..] ? "selected segments were found corrupt" : "coverage was lost";

    private static string AtLeast(SummaryRecord summary) => summary.Findings.Hole == 0
        ? ""
        : $": at least {Plural.TextOf(summary.Findings.Hole, "hole")}, {DurationWords.TextOf(summary.Microseconds.Missing)} missing";

    private static string Passed(SummaryRecord summary) => summary.Findings switch
    {
        _ when summary.Microseconds.Total == 0 => $"{NothingAudited}, which --fail-on none allows.",
        { Hole: > 0 } findings => $"{Plural.TextOf(findings.Hole, "hole")}, which --fail-on none allows.",
        { Silent: > 0 } findings => $"{Plural.TextOf(findings.Silent, "silent stream")}, which --fail-on none allows.",
        { Total: 0 } => "no findings.",
        _ => "no holes.",
    };

    private static string Failed(SummaryRecord summary, IReadOnlyList<StreamRecord> streams, FailOn failOn)
    {
        var findings = summary.Findings;
        var holed = streams.Count(stream => stream.Holes > 0);
        if (findings.Hole > 0)
        {
            return $"{Plural.TextOf(findings.Hole, "hole")} in {holed.ToString("N0", CultureInfo.InvariantCulture)} of {Plural.TextOf(streams.Count, "stream")}, "
                + $"{DurationWords.TextOf(summary.Microseconds.Missing)} missing.";
        }

        if (findings.Silent > 0)
            return $"no holes, but {Plural.TextOf(findings.Silent, "stream")} ended long before another quality of the same channel.";
        return $"no holes, but findings that --fail-on {failOn.ToString().ToLowerInvariant()} does not let pass.";
    }

    private static string? Listed(string before, IEnumerable<(long Count, string One, string Many)> items)
    {
        var words = new List<string>();
        foreach (var (count, one, many) in items)
        {
            if (count > 0) words.Add(Plural.TextOf(count, one, many));
        }

        return words.Count == 0 ? null : before + string.Join(", ", words);
    }
}
