using System.Globalization;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>The sentences of a verdict, as markup.</summary>
internal static class FleetSentences
{
    /// <summary>The last line.</summary>
    internal static string Verdict(FleetSummaryRecord summary, Longest<FleetHoleRecord> holes, Longest<FleetRangeRecord> thin)
    {
        var answered = $"{summary.Answered} of {Plural.TextOf(summary.Nodes, "node")} answered; ";
        var bound = summary.Complete ? "" : "at least ";
        var gone = holes.Count == 0 ? "nothing is gone"
            : $"{bound}{Plural.TextOf(holes.Count, "range")} gone ({DurationWords.TextOf(summary.Microseconds.Missing)})";
        var few = thin.Count == 0 ? ""
            : $", {bound}{Plural.TextOf(thin.Count, "range")} {(summary.Thin > 0 ? "with too few copies" : "on one disk only")} ({DurationWords.TextOf(thin.Microseconds)})";
        return summary switch
        {
            { Complete: false } => $"[yellow bold]Incomplete:[/] {answered}{gone}{few}.",
            { Streams: 0 } or { Microseconds.Total: 0 } => $"[red bold]Failed:[/] {answered}no stream has any time in its window.",
            { Exit: ExitCode.Success } => $"[green bold]Passed:[/] {answered}{gone}{few}.",
            _ => $"[red bold]Failed:[/] {answered}{gone}{few}.",
        };
    }

    /// <summary>The last line of a verification.</summary>
    internal static string Contents(FleetContentsRecord summary)
    {
        var figures = summary.Contents;
        var corrupt = figures.Corrupt == 0 ? "no file is corrupt" : $"{Plural.TextOf(figures.Corrupt, "file")} corrupt";
        var words = $"{summary.Answered} of {Plural.TextOf(summary.Nodes, "node")} answered; {corrupt}, of {Plural.Count(figures.Checked)} checked ({Plural.TextOf(figures.Bytes, "byte")}).";
        return summary switch
        {
            { Complete: false } => $"[yellow bold]Incomplete:[/] {words}",
            { Exit: ExitCode.Success } => $"[green bold]Passed:[/] {words}",
            _ => $"[red bold]Failed:[/] {words}",
        };
    }

    /// <summary>A share in percent, never rounded up; only all of it is 100 %, only nothing is nothing.</summary>
    internal static string Share(long part, long total)
    {
        if (part == 0 || total == 0) return "–";
        if (part == total) return "100 %";
        var tenths = (long)((Int128)part * 1000 / total);
        return tenths == 0 ? "<0.1 %" : string.Create(CultureInfo.InvariantCulture, $"{tenths / 10}.{tenths % 10} %");
    }
}
