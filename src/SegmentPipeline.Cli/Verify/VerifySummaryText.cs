using System.Globalization;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Cli;

/// <summary>The end of a verification for people: what was checked, how surely, and what to do next.</summary>
internal sealed class VerifySummaryText(ReportPage page, string command, string root)
{
    /// <summary>Adds it.</summary>
    /// <param name="summary">The figures.</param>
    /// <param name="notListed">How many findings were not listed; none if negative.</param>
    internal void Add(VerificationSummaryRecord summary, long notListed)
    {
        if (notListed > 0) page.AddLine($"and {Plural.TextOf(notListed, "more finding")}; --format ndjson lists all of them");
        if (summary.Corrupt + summary.Unreadable + summary.Vanished + CountClocks(summary) > 0) page.AddLine();
        AddFigures(summary);
        AddClocks(summary);
        AddCertainty(summary);
        if (summary.OldestUnverified is { } oldest)
            page.AddLine($"The hour that has waited longest to be verified has waited {DurationWords.TextOf(oldest)}.");
        AddEnd(summary);
        AddNext(summary);
    }

    private void AddFigures(VerificationSummaryRecord summary)
    {
        var of = summary.Checked == summary.Files ? "" : $" of {Plural.Count(summary.Files)}";
        page.AddLine(
            $"{Plural.TextOf(summary.Checked, "file")}{of} checked at level {VerificationWords.WordOf(summary.Level)}, {Plural.Count(summary.Bytes)} bytes read in {DurationWords.TextOf(summary.Elapsed)}"
        );
        AddCount(summary.Right, "right", "green");
        AddCount(summary.Corrupt, "corrupt", "red");
        AddCount(summary.Unreadable, "could not be read", "yellow");
        AddCount(summary.Vanished, "gone when their turn came", null);
        AddCount(summary.NotChecked, "not checked", null);
        if (summary.UnreadableDirectories > 0)
        {
            var directories = Plural.TextOf(summary.UnreadableDirectories, "directory", "directories");
            page.AddLine($"  [yellow]{directories}[/] that could not be listed");
        }
    }

    private void AddCount(long count, string what, string? style)
    {
        if (count == 0) return;
        var number = Plural.Count(count);
        page.AddLine(style is null ? $"  {number} {what}" : $"  [{style}]{number}[/] {what}");
    }

    private void AddClocks(VerificationSummaryRecord summary)
    {
        foreach (var row in ClockFaults.All) AddCount(row.CountIn(summary.Clocks), $"{row.Word}: {row.Description}", null);
    }

    private void AddCertainty(VerificationSummaryRecord summary)
    {
        if (summary.Sampled is not { } sampled || summary.Bound is not { } bound) return;
        var percent = (bound.Fraction * 100).ToString("0.####", CultureInfo.InvariantCulture);
        page.AddLine(
            $"A sample of {Plural.TextOf(sampled.Files, "file")}, drawn from seed {summary.Seed}: with 95 % confidence at most {Plural.Count(bound.CorruptAtMost)} of {Plural.TextOf(bound.Files, "file")} are corrupt, {percent} %."
        );
    }

    private void AddEnd(VerificationSummaryRecord summary)
    {
        if (summary.Outcome == AuditOutcome.BudgetSpent)
            page.AddLine("The budget is spent; the next run with the same ledger goes on from there.");
        else if (summary.Files == 0) page.AddLine("[yellow]There was nothing to verify: check the path, the filters and the window.[/]");
        else if (!summary.Complete) page.AddLine("[yellow]Incomplete: what was not checked may be corrupt.[/]");
    }

    private void AddNext(VerificationSummaryRecord summary)
    {
        if (summary.Corrupt == 0) return;
        page.AddLine();
        page.AddLine("What to do next: nothing here is changed or removed, so another copy is the cure.");
        page.AddLine("  With --ledger FILE, files of which the hash is wrong can be replaced; the broken ones are kept:");
        var fill = $"{command} fill {ShellWord.Quote(root)} --replica NAME=URL --ledger FILE --replace-corrupt --quarantine DIR";
        page.AddLine($"    {ReportPage.Safe(fill)}");
        page.AddLine("  Many of origin disk: look after the disk (smartctl, dmesg) before you write to it.");
        page.AddLine("  Many of origin before: look after the recorder, its network and its source.");
    }

    private static long CountClocks(VerificationSummaryRecord summary) => ClockFaults.All.Sum(row => row.CountIn(summary.Clocks));
}
