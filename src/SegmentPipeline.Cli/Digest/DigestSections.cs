using SegmentPipeline.Ledger;

namespace SegmentPipeline.Cli;

/// <summary>What a digest says of an archive, section by section.</summary>
/// <param name="content">What there is to say.</param>
/// <param name="mostStreams">How many streams have a row at most.</param>
internal sealed class DigestSections(DigestContent content, int mostStreams)
{
    private const int MostRows = 10;
    private const string ChangeHeading = "Change";

    private static readonly FittedColumn[] StreamColumns =
    [
        new("Coverage", 0, IsNumber: true), new(ChangeHeading, 1, IsNumber: true), new("Missing", 2, IsNumber: true),
        new("Holes", 3, IsNumber: true), new("Stream", 0),
    ];

    private static readonly FittedColumn[] ChangeColumns =
        [new("Lost", 0, IsNumber: true), new("New holes", 1, IsNumber: true), new("Healed", 2, IsNumber: true), new("Stream", 0)];

    private static readonly FittedColumn[] HoleColumns =
        [new("Length", 0, IsNumber: true), new("Start", 0), new("First seen", 1), new("Stream", 0)];

    private static readonly FittedColumn[] CorruptColumns = [new("Found", 0), new("Causes", 1), new("File", 0)];

    private static readonly FittedColumn[] RunColumns =
        [new("Run", 0, IsNumber: true), new("Started", 0), new("Status", 0), new("Exit", 1, IsNumber: true), new("Kind", 0)];

    /// <summary>All of it.</summary>
    internal IEnumerable<DigestBlock> All()
    {
        var (start, end) = (TimeWords.ToMinute(content.Period.Start), TimeWords.ToMinute(content.Period.End));
        yield return new DigestTitle($"{content.Name}: {start} to {end} UTC");
        if (content.Fault is { } fault)
        {
            yield return new DigestLine($"Nothing can be said of it: {fault}.", "red");
            yield break;
        }

        IEnumerable<DigestBlock>[] sections = [Whole(), Coverage(), Changes(), Holes(), Contents(), Nowhere(), Runs()];
        foreach (var block in sections.SelectMany(section => section)) yield return block;
    }

    private IEnumerable<DigestBlock> Whole()
    {
        if (content.Newest is not { } newest)
        {
            yield return new DigestLine("No audit has read all of it yet.", "yellow");
            yield break;
        }

        var figures = newest.Microseconds;
        var before = content.Before is { } earlier ? $" ({CoverageWords.TextOf(earlier.Microseconds)} before)" : "";
        yield return new DigestLine(
            $"{CoverageWords.TextOf(figures)} covered{before}, {DurationWords.TextOf(figures.Missing)} missing in {Plural.TextOf(newest.Findings.Hole, "hole")}, by the audit of {TimeWords.ToMinute(newest.Started)}.",
            figures.Missing == 0 ? "green" : null);
        if (newest.Started < content.Period.Start)
            yield return new DigestLine("That audit is older than the time this is about: nothing newer has read all of it.", "red");
        if (newest.Digest is { } digest) yield return new DigestLine($"Digest {digest}", "dim");
    }

    private IEnumerable<DigestBlock> Coverage()
    {
        if (content.Streams.Count == 0) yield break;
        yield return new DigestHeading("Coverage by stream");
        var hasChange = content.Before is not null;
        yield return new DigestRows(
            hasChange ? StreamColumns : [.. StreamColumns.Where(column => column.Heading != ChangeHeading)],
            [.. content.Streams.Take(mostStreams).Select(stream => Row(stream, hasChange))],
            Name: hasChange ? 4 : 3);
        if (content.Streams.Count <= mostStreams) yield break;
        var rest = content.Streams.Skip(mostStreams).ToList();
        var whole = rest.Count(stream => stream.Now.Microseconds is { Missing: 0, Unknown: 0 });
        yield return new DigestLine($"… and {Plural.TextOf(rest.Count, "more stream")}, {Plural.Count(whole)} of them without a hole.", "dim");

        static FittedCell[] Row(DigestStream stream, bool hasChange)
        {
            var now = stream.Now.Microseconds;
            var change = CoverageParts.Change(now, stream.Before);
            return
            [
                CoverageWords.TextOf(now),
                .. hasChange
                    ? (FittedCell[])[new FittedCell(change, change[0] == '-' ? "red" : change[0] == '+' ? "green" : null)]
                    : [],
                now.Missing == 0 ? "–" : DurationWords.TextOf(now.Missing),
                Plural.Count(stream.Now.Holes),
                FittedCell.Name(stream.Now.Stream.ToString()),
            ];
        }
    }

    private IEnumerable<DigestBlock> Changes()
    {
        yield return new DigestHeading("Lost and came back");
        var lost = content.Changes.Sum(change => change.LostMicroseconds);
        yield return lost == 0
            ? new DigestLine("Nothing that was covered was lost.", "green")
            : new DigestLine($"{DurationWords.TextOf(lost)} that had been covered were lost.", "red");
        if (content.Changes.Count > 0)
            yield return new DigestRows(ChangeColumns, [.. content.Changes.Take(MostRows).Select(Row)], Name: 3);
        if (content.Changes.Count > MostRows)
            yield return new DigestLine($"… and {Plural.TextOf(content.Changes.Count - MostRows, "more stream")}.", "dim");
        if (content.Healed.Count > 0)
            yield return new DigestLine(
                $"{Plural.TextOf(content.Healed.Count, "hole")} of {DurationWords.TextOf(content.Healed.Microseconds)} healed.", "green");
        if (content.Runs.Sum(run => run.Deltas.Excused) is var excused and > 0)
            yield return new DigestLine($"{Plural.TextOf(excused, "hole")} excused: nobody expects that time to be covered any more.");
        if (Filled() is { } filled) yield return filled;

        static FittedCell[] Row(DigestChange change) =>
        [
            change.LostMicroseconds == 0 ? "–" : new FittedCell(DurationWords.TextOf(change.LostMicroseconds), "red"),
            Plural.Count(change.New),
            Plural.Count(change.Healed),
            FittedCell.Name(change.Stream.ToString()),
        ];
    }

    private DigestLine? Filled()
    {
        var fills = content.Runs.Select(run => run.Fill).OfType<LedgerFill>().ToList();
        var files = fills.Sum(fill => fill.Published + fill.Replaced);
        if (files == 0) return null;
        var replicas = fills.SelectMany(fill => fill.Sources).GroupBy(source => source.Replica, StringComparer.Ordinal)
            .OrderByDescending(group => group.Sum(source => source.Segments)).Take(MostRows)
            .Select(group => VisibleText.MakeVisible(group.Key)).ToList();
        var from = replicas.Count == 0 ? "other copies" : string.Join(", ", replicas);
        return new DigestLine(
            $"Fillings brought {Plural.TextOf(files, "file")} from {from} and closed {DurationWords.TextOf(fills.Sum(fill => fill.HolesClosedMicroseconds))}.");
    }

    private IEnumerable<DigestBlock> Holes()
    {
        yield return new DigestHeading("Worst holes");
        var open = content.Open;
        if (open.Count == 0)
        {
            yield return new DigestLine("There are none.", "green");
            yield break;
        }

        yield return new DigestLine(
            $"{Plural.TextOf(open.Count, "hole")} of {DurationWords.TextOf(open.Microseconds)}, {Plural.Count(open.NewCount)} of them new.");
        var longest = open.Longest;
        // What is known of why there is a hole, and of who has what is missing, stands beside it as soon as a ledger has it.
        var hasCauses = longest.Any(hole => hole.Cause is not null);
        var hasVerdicts = longest.Any(hole => hole.Verdict is not null);
        var columns = HoleColumns.ToList();
        if (hasCauses) columns.Add(new FittedColumn("Cause", 2));
        if (hasVerdicts) columns.Add(new FittedColumn("Elsewhere", 2));
        yield return new DigestRows(
            [.. columns],
            [.. longest.Select(hole => (FittedCell[])[.. Row(hole), .. More(hole)])],
            Name: 3);
        if (open.Count > longest.Count)
            yield return new DigestLine($"… and {Plural.TextOf(open.Count - longest.Count, "shorter hole")}.", "dim");

        IEnumerable<FittedCell> More(LedgerFinding hole)
        {
            if (hasCauses) yield return FittedCell.Name(hole.Cause ?? "–");
            if (hasVerdicts) yield return hole.Verdict?.Words ?? "–";
        }

        FittedCell[] Row(LedgerFinding hole) =>
        [
            DurationWords.TextOf(hole.Range!.Value.Microseconds),
            TimeWords.ToSecond(hole.Range.Value.Start),
            new FittedCell(TimeWords.ToMinute(hole.FirstSeen), hole.FirstSeen >= content.Period.Start ? "yellow" : null),
            FittedCell.Name(hole.Stream?.ToString() ?? ""),
        ];
    }

    private IEnumerable<DigestBlock> Contents()
    {
        yield return new DigestHeading("What files hold");
        if (!content.IsVerified && content.Contents.Hours == 0)
        {
            yield return new DigestLine("Nobody has verified any file yet.", "dim");
            yield break;
        }

        var runs = content.Runs.Select(run => run.Verification).OfType<LedgerVerification>().ToList();
        yield return new DigestLine(
            $"{Plural.TextOf(runs.Sum(run => run.Checked), "file")} verified in {Plural.TextOf(runs.Count, "run")}; {Plural.Count(content.Contents.Files)} at some time.");
        if (content.Contents.Oldest is { } oldest)
            yield return new DigestLine($"What has waited longest was verified at {TimeWords.ToMinute(oldest)}.");
        if (content.Contents is { NeverHours: > 0, FirstNever: { } first } never)
            yield return new DigestLine(
                $"{Plural.TextOf(never.NeverHours, "hour")} {(never.NeverHours == 1 ? "was" : "were")} never verified, the first of {TimeWords.ToMinute(first.Start)}.",
                "yellow");
        yield return content.CorruptCount == 0
            ? new DigestLine("No file is known to be corrupt.", "green")
            : new DigestLine($"{Plural.TextOf(content.CorruptCount, "file")} corrupt.", "red");
        if (content.Corrupt.Count > 0) yield return new DigestRows(CorruptColumns, [.. content.Corrupt.Select(Row)], Name: 2);
        if (content.CorruptCount > content.Corrupt.Count)
            yield return new DigestLine($"… and {Plural.Count(content.CorruptCount - content.Corrupt.Count)} found earlier.", "dim");

        static FittedCell[] Row(LedgerCorrupt corrupt) =>
        [
            TimeWords.ToMinute(corrupt.FirstSeen),
            RecordWords.CausesOf(corrupt.File),
            FittedCell.Name(corrupt.File.Path.ToString()),
        ];
    }

    /// <summary>A ledger knows of other copies only what fillings came to.</summary>
    private IEnumerable<DigestBlock> Nowhere()
    {
        if (content.LastFill?.Fill is not { } fill) yield break;
        yield return new DigestHeading("What is nowhere");
        var when = TimeWords.ToMinute(content.LastFill.Started);
        yield return fill.Unfillable == 0
            ? new DigestLine($"The filling of {when} got everything that it knew to be missing.", "green")
            : new DigestLine($"The filling of {when} got {Plural.TextOf(fill.Unfillable, "segment")} from no copy.", "red");
    }

    private IEnumerable<DigestBlock> Runs()
    {
        yield return new DigestHeading("Runs");
        yield return new DigestLine(
            $"{Plural.TextOf(Count(LedgerRunKind.Audit), "audit")}, {Plural.TextOf(Count(LedgerRunKind.Fill), "filling")} and {Plural.TextOf(Count(LedgerRunKind.Verify), "verification")} began.",
            Count(LedgerRunKind.Audit) == 0 ? "red" : null);
        if (content.Missed is { Count: > 0 } missed)
            yield return new DigestLine(
                $"{Plural.TextOf(missed.Count, "audit")} that {(missed.Count == 1 ? "was" : "were")} due did not begin, the last of {TimeWords.ToMinute(missed[^1])}.",
                "red");
        var broken = content.Runs.Where(run => run.Status is not (LedgerRunStatus.Complete or LedgerRunStatus.Running)).ToList();
        if (broken.Count == 0)
        {
            yield return new DigestLine("All of them came to their end.", "green");
            yield break;
        }

        yield return new DigestRows(RunColumns, [.. broken.Take(MostRows).Select(Row)], Name: 4);
        if (broken.Count > MostRows) yield return new DigestLine($"… and {Plural.Count(broken.Count - MostRows)} earlier ones.", "dim");

        long Count(LedgerRunKind kind) => content.Runs.Count(run => run.Kind == kind);

        static FittedCell[] Row(LedgerRun run) =>
        [
            Plural.Count(run.Id),
            TimeWords.ToMinute(run.Started),
            new FittedCell(HistoryPages.Word(run.Status), "yellow"),
            HistoryPages.CodeFor(run)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "–",
            HistoryPages.Word(run.Kind),
        ];
    }
}
