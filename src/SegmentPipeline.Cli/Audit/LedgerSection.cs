using System.Globalization;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Cli;

/// <summary>The end of a report that a ledger recorded: what is different, and how much was read.</summary>
internal sealed class LedgerSection(Screen screen, ReportNotes notes)
{
    private const int WithoutScreen = 20;
    private const int Fewest = 5;
    private const int WidthForMicroseconds = 70;

    /// <summary>What to tell first.</summary>
    private static readonly DeltaChange[] Order =
    [
        DeltaChange.Lost,
        DeltaChange.Corrupted,
        DeltaChange.New,
        DeltaChange.Grown,
        DeltaChange.Shrunk,
        DeltaChange.Healed,
        DeltaChange.Mended,
        DeltaChange.Excused,
    ];

    private readonly Dictionary<DeltaChange, List<DeltaRecord>> _kept = Order.ToDictionary(change => change, _ => new List<DeltaRecord>());
    private readonly int _most = screen == Screen.None ? WithoutScreen : Fewest;
    private long _count;

    internal void Add(DeltaRecord delta)
    {
        _count++;
        if (_kept[delta.Change].Count < _most) _kept[delta.Change].Add(delta);
    }

    internal void AddTo(ReportPage page)
    {
        if (notes.Runs?.Invoke() is not { Count: > 0 } runs) return;
        var run = runs[0];
        page.AddLine();
        if (run.Status is LedgerRunStatus.Complete or LedgerRunStatus.Incomplete) AddDifferences(page, run, isFirst: runs.Count == 1);
        page.AddLine(
            $"Read {Count(run.HoursRead)} of {Plural.TextOf(run.HoursRead + run.HoursRecalled, "hour")}; {Count(run.HoursRecalled)} had not changed."
        );
    }

    private void AddDifferences(ReportPage page, LedgerRun run, bool isFirst)
    {
        if (run.BaseRun is not { } before)
        {
            var why = isFirst ? "First recorded run" : "No run before this one was complete";
            page.AddLine($"{why}: there is nothing to compare it with yet.");
            return;
        }

        page.AddLine($"Since run {Count(before)}: {Words(run.Deltas)}");
        var shown = Order.SelectMany(change => _kept[change]).Take(_most).ToList();
        if (shown.Count > 0) Table(shown).AddTo(page, screen);
        if (_count > shown.Count)
            page.AddLine($"[dim]… and {Plural.TextOf(_count - shown.Count, "more difference")}; to see all, write [/]--format ndjson");
    }

    private static string Words(DeltaCounts deltas)
    {
        var words = new List<string>();
        if (deltas.Lost > 0)
            words.Add($"[red bold]{DurationWords.TextOf(deltas.LostMicroseconds)} lost[/]");
        foreach (
            var (count, word) in new[]
            {
                (deltas.New, "new"),
                (deltas.Grown, "grown"),
                (deltas.Shrunk, "shrunk"),
                (deltas.Healed, "healed"),
                (deltas.Excused, "excused"),
                (deltas.Corrupted, "corrupted"),
                (deltas.Mended, "mended"),
            }
        )
        {
            if (count > 0) words.Add($"{Count(count)} {word}");
        }

        return words.Count == 0 ? "nothing is different." : string.Join(", ", words) + ".";
    }

    private FittedTable Table(IEnumerable<DeltaRecord> deltas)
    {
        FittedColumn[] columns = [new("Change", 0), new("Length", 2, IsNumber: true), new("Start", 1), new("Stream", 0)];
        return new FittedTable(columns, deltas.Select(Cells), name: 3) { HasHeadings = false, Indent = 2 };
    }

    private FittedCell[] Cells(DeltaRecord delta) =>
    [
        new(What(delta), Colour(delta.Change)),
        DurationWords.TextOf(delta.Range.Microseconds),
        screen.Width < WidthForMicroseconds ? TimeWords.ToSecond(delta.Range.Start) : delta.Range.Start.ToString(),
        FittedCell.Name(delta.Stream.ToString() + Further(delta)),
    ];

    private static string What(DeltaRecord delta)
    {
        var change = delta.Change.ToString().ToLowerInvariant();
        return delta.Class switch
        {
            _ when delta.Change == DeltaChange.Lost => change,
            null => $"{change} file",
            CoverageClass.Missing => $"{change} hole",
            var covered => $"{change} {covered.ToString()!.ToLowerInvariant()}",
        };
    }

    private static string Further(DeltaRecord delta) =>
        Before(delta) + (delta.Replicas.Count == 0 ? "" : $"; from {string.Join(", ", delta.Replicas)}");

    private static string Before(DeltaRecord delta) => delta switch
    {
        { File: { } file, Mending: null } => $"; {RecordWords.CausesOf(file)}{(file.IsSelected ? "" : ", superseded")}",
        { Mending: { } mending } => $"; {mending.ToString().ToLowerInvariant()}",
        { VanishedFiles: > 0 } => $"; {Plural.TextOf(delta.VanishedFiles, "file")} vanished",
        { Change: DeltaChange.Grown or DeltaChange.Shrunk, Previous: { } previous } =>
            $"; was {DurationWords.TextOf(previous.Microseconds)}",
        _ => "",
    };

    private static string Colour(DeltaChange change) => change switch
    {
        DeltaChange.Lost or DeltaChange.Corrupted or DeltaChange.New or DeltaChange.Grown => "red",
        _ => "green",
    };

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
