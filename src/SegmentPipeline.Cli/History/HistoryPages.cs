using System.Globalization;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Cli;

/// <summary>History for people.</summary>
internal static class HistoryPages
{
    private const int MostHoles = 10_000;

    /// <summary>On a narrower screen times are shorter.</summary>
    private const int WidthForAll = 100;

    private static readonly FittedColumn[] RunColumns =
    [
        new("Run", 0, IsNumber: true), new("Started", 0), new("Status", 3), new("Exit", 6, IsNumber: true), new("Read", 7, IsNumber: true),
        new("Known", 7, IsNumber: true), new("Coverage", 0, IsNumber: true), new("Holes", 1, IsNumber: true), new("New", 4, IsNumber: true),
        new("Healed", 5, IsNumber: true), new("Lost", 2, IsNumber: true),
    ];

    private static readonly FittedColumn[] FileColumns = [new("Corrupted", 2, IsNumber: true), new("Mended", 5, IsNumber: true)];

    private static readonly FittedColumn[] FillColumns =
    [
        new("Run", 0, IsNumber: true), new("Started", 0), new("Status", 3), new("Exit", 6, IsNumber: true), new("Wanted", 5, IsNumber: true),
        new("Published", 0, IsNumber: true), new("Bytes", 4, IsNumber: true), new("Closed", 1, IsNumber: true),
        new("Unfillable", 2, IsNumber: true), new("Mismatches", 7, IsNumber: true),
    ];

    private static readonly FittedColumn[] VerifyColumns =
    [
        new("Run", 0, IsNumber: true), new("Started", 0), new("Status", 3), new("Exit", 7, IsNumber: true), new("Level", 6),
        new("Files", 4, IsNumber: true), new("Checked", 0, IsNumber: true), new("Bytes", 5, IsNumber: true),
        new("Corrupt", 0, IsNumber: true), new("Unreadable", 2, IsNumber: true), new("Vanished", 8, IsNumber: true),
    ];

    private static readonly FittedColumn[] HoleColumns =
        [new("Hole", 0, IsNumber: true), new("Start", 0), new("State", 1), new("First seen", 4), new("Last seen", 3), new("Stream", 0)];

    private static readonly FittedColumn VerdictColumn = new("Elsewhere", 2);

    /// <summary>One row a run, the newest first; audits apart from fillings and verifications, since their figures are others.</summary>
    internal static void AddRuns(ReportPage page, IReadOnlyList<LedgerRun> runs, StreamId? stream, Screen screen)
    {
        if (runs.Count == 0) page.AddLine("No runs.");
        var audits = runs.Where(run => run.Kind == LedgerRunKind.Audit).ToList();
        var fills = runs.Where(run => run.Fill is not null).ToList();
        if (audits.Count > 0) Audits(audits, stream).AddTo(page, screen);
        var verifications = runs.Where(run => run.Verification is not null).ToList();
        AddOthers(page, "Fillings", fills.Count, new FittedTable(FillColumns, fills.Select(FillCells)), screen);
        AddOthers(
            page, "Verifications", verifications.Count, new FittedTable(VerifyColumns, verifications.Select(VerifyCells)), screen);
    }

    /// <summary>Corrupted and mended files have columns where there are any.</summary>
    private static FittedTable Audits(IReadOnlyList<LedgerRun> audits, StreamId? stream)
    {
        var hasFiles = audits.Any(run => DeltasOf(run, stream) is { Corrupted: > 0 } or { Mended: > 0 });
        return hasFiles
            ? new FittedTable([.. RunColumns, .. FileColumns],
                audits.Select(run => (FittedCell[])[.. Cells(run, stream), .. FileCells(DeltasOf(run, stream))]))
            : new FittedTable(RunColumns, audits.Select(run => Cells(run, stream)));
    }

    private static DeltaCounts DeltasOf(LedgerRun run, StreamId? stream) =>
        stream is not null && run.Streams is [var found, ..] ? found.Deltas : run.Deltas;

    private static FittedCell[] FileCells(DeltaCounts deltas) =>
        [deltas.Corrupted == 0 ? "–" : new FittedCell(Count(deltas.Corrupted), "red"), Count(deltas.Mended)];

    private static void AddOthers(ReportPage page, string heading, int count, FittedTable table, Screen screen)
    {
        if (count == 0) return;
        page.AddLine();
        page.AddLine($"[bold]{heading}[/]");
        table.AddTo(page, screen);
    }

    /// <summary>One row a hole, the open ones first. What a comparison with other copies said has a column where there was one.</summary>
    internal static void AddHoles(ReportPage page, IEnumerable<LedgerFinding> holes, Screen screen)
    {
        var isWide = screen.Width >= WidthForAll;
        var rows = new List<FittedCell[]>();
        var count = 0;
        var areCompared = false;
        foreach (var hole in holes)
        {
            if (++count > MostHoles) break;
            rows.Add(
            [
                DurationWords.TextOf(hole.Range!.Value.Microseconds),
                isWide ? hole.Range.Value.Start.ToString() : Second(hole.Range.Value.Start),
                new(Word(hole.State), hole.State == LedgerFindingState.Open ? "red" : null),
                isWide ? Minute(hole.FirstSeen) : Day(hole.FirstSeen),
                isWide ? Minute(hole.LastSeen) : Day(hole.LastSeen),
                FittedCell.Name(hole.Stream?.ToString() ?? ""),
                hole.Verdict?.Words ?? "–",
            ]);
            areCompared |= hole.Verdict is not null;
        }

        if (count == 0) page.AddLine("No holes.");
        else new FittedTable(areCompared ? [.. HoleColumns, VerdictColumn] : HoleColumns, rows, name: 5).AddTo(page, screen);
        if (count > MostHoles)
            page.AddLine(
                $"[dim]… and more than {MostHoles.ToString("N0", CultureInfo.InvariantCulture)} others; to see all, write [/]--format csv");
    }

    internal static string Word(LedgerFindingState state) => state.ToString().ToLowerInvariant();

    /// <summary>The exit code that tells how a run ended, or null.</summary>
    internal static int? CodeFor(LedgerRun run) => run.Outcome is { } outcome ? ExitCode.CodeFor(outcome) : null;

    internal static string Word(LedgerRunKind kind) => kind.ToString().ToLowerInvariant();

    internal static string Word(VerificationLevel level) => level.ToString().ToLowerInvariant();

    internal static string Word(LedgerRunStatus status) => status.ToString().ToLowerInvariant();

    private static FittedCell[] Cells(LedgerRun run, StreamId? stream)
    {
        var one = stream is not null && run.Streams is [var found, ..] ? found : null;
        var deltas = DeltasOf(run, stream);
        return
        [
            Count(run.Id),
            Minute(run.Started),
            new(Word(run.Status), run.Status == LedgerRunStatus.Complete ? null : "yellow"),
            CodeFor(run) is { } exit ? exit.ToString(CultureInfo.InvariantCulture) : "–",
            Count(run.HoursRead),
            Count(run.HoursRecalled),
            CoverageWords.TextOf(one?.Figures.Microseconds ?? run.Microseconds),
            Count(one?.Figures.Holes ?? run.Findings.Hole),
            Count(deltas.New),
            Count(deltas.Healed),
            deltas.Lost == 0 ? "–" : new FittedCell(DurationWords.TextOf(deltas.LostMicroseconds), "red"),
        ];
    }

    private static FittedCell[] FillCells(LedgerRun run)
    {
        var fill = run.Fill!;
        return
        [
            Count(run.Id),
            Minute(run.Started),
            new(Word(run.Status), run.Status == LedgerRunStatus.Complete ? null : "yellow"),
            CodeFor(run) is { } exit ? exit.ToString(CultureInfo.InvariantCulture) : "–",
            Count(fill.Wanted),
            Count(fill.Published),
            Count(fill.Bytes),
            fill.HolesClosedMicroseconds == 0 ? "–" : DurationWords.TextOf(fill.HolesClosedMicroseconds),
            Count(fill.Unfillable),
            Count(fill.Mismatches),
        ];
    }

    private static FittedCell[] VerifyCells(LedgerRun run)
    {
        var verified = run.Verification!;
        return
        [
            Count(run.Id),
            Minute(run.Started),
            new(Word(run.Status), run.Status == LedgerRunStatus.Complete ? null : "yellow"),
            CodeFor(run) is { } exit ? exit.ToString(CultureInfo.InvariantCulture) : "–",
            Word(verified.Level),
            Count(verified.Files),
            Count(verified.Checked),
            Count(verified.Bytes),
            verified.Corrupt == 0 ? "–" : new FittedCell(Count(verified.Corrupt), "red"),
            Count(verified.Unreadable),
            Count(verified.Vanished),
        ];
    }

    private static string Day(Timestamp time) => time.ToString()[..10];

    private static string Second(Timestamp time) => time.ToString()[..19] + "Z";

    private static string Minute(Timestamp time) => time.ToString()[..16] + "Z";

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
