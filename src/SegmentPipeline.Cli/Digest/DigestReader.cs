using SegmentPipeline.Ledger;

namespace SegmentPipeline.Cli;

/// <summary>Reads from a ledger what there is to say of a week. Never looks at the archive. Memory is that of the streams of two audits,
/// of the runs, and of some findings.</summary>
internal sealed class DigestReader(AuditLedger ledger, TimeRange period)
{
    /// <summary>So many runs are looked through; a ledger has a thousand of each kind but audits.</summary>
    private const int MostRuns = 20_000;

    private const int MostHoles = 10;
    private const int MostCorrupt = 10;

    /// <summary>What there is to say.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="period">The time it is about.</param>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    internal static DigestContent Read(DigestArchive archive, TimeRange period)
    {
        using var ledger = AuditLedger.TryOpenForReading(archive.Ledger);
        return ledger is null ? Nothing(archive.Name, period, "it has no ledger yet") : new DigestReader(ledger, period).Read(archive);
    }

    /// <summary>What there is to say where nothing can be read.</summary>
    internal static DigestContent Nothing(string name, TimeRange period, string fault) => new()
    {
        Name = name,
        Period = period,
        Fault = fault,
        Open = new DigestHoles(0),
        Healed = new DigestHoles(0),
    };

    private DigestContent Read(DigestArchive archive)
    {
        var runs = ledger.RunsWithoutStreams(MostRuns);
        var complete = runs.Where(run => run is { Kind: LedgerRunKind.Audit, Status: LedgerRunStatus.Complete }).ToList();
        var (newest, before) = (complete.FirstOrDefault(), complete.FirstOrDefault(run => run.Started < period.Start));
        var inPeriod = runs.Where(run => run.Started >= period.Start).ToList();
        var content = new DigestContent
        {
            Name = archive.Name,
            Period = period,
            Newest = newest,
            Before = before?.Id == newest?.Id ? null : before,
            Runs = inPeriod,
            Missed = archive.Schedule is { } schedule ? MissedRuns.Find(schedule, runs, period) : [],
            Changes = ReadChanges(inPeriod),
            Open = new DigestHoles(MostHoles),
            Healed = new DigestHoles(MostHoles),
            Contents = ledger.ReadContentState(),
            LastFill = runs.FirstOrDefault(run => run.Kind == LedgerRunKind.Fill),
            IsVerified = runs.Any(run => run.Kind == LedgerRunKind.Verify),
        };
        ReadHoles(content);
        return ReadCorrupt(content) with { Streams = ReadStreams(content) };
    }

    private List<DigestStream> ReadStreams(DigestContent content)
    {
        if (content.Newest is not { } newest) return [];
        var before = content.Before is { } earlier
            ? ledger.StreamsOf(earlier.Id).ToDictionary(stream => stream.Stream, stream => stream.Figures.Microseconds)
            : [];
        return
        [
            .. ledger.StreamsOf(newest.Id)
                .Select(stream => new DigestStream(
                    stream.Figures, before.TryGetValue(stream.Stream, out var then) ? then : null))
                .OrderBy(stream => CoverageParts.Of(stream.Now.Microseconds) ?? long.MaxValue)
                .ThenBy(stream => stream.Now.Stream.ToString(), StringComparer.Ordinal),
        ];
    }

    /// <summary>Only runs that changed something are read stream by stream.</summary>
    private List<DigestChange> ReadChanges(IEnumerable<LedgerRun> runs)
    {
        var changes = new Dictionary<StreamId, DigestChange>();
        foreach (var run in runs.Where(run => run.Deltas is { Lost: > 0 } or { New: > 0 } or { Healed: > 0 }))
        {
            var changed = ledger.StreamsOf(run.Id).Where(stream => stream.Deltas is { Lost: > 0 } or { New: > 0 } or { Healed: > 0 });
            foreach (var stream in changed)
            {
                if (!changes.TryGetValue(stream.Stream, out var change))
                    changes.Add(stream.Stream, change = new DigestChange(stream.Stream));
                change.LostMicroseconds += stream.Deltas.LostMicroseconds;
                change.New += stream.Deltas.New;
                change.Healed += stream.Deltas.Healed;
            }
        }

        return
        [
            .. changes.Values.OrderByDescending(change => change.LostMicroseconds).ThenByDescending(change => change.New)
                .ThenBy(change => change.Stream.ToString(), StringComparer.Ordinal),
        ];
    }

    private void ReadHoles(DigestContent content)
    {
        foreach (var hole in ledger.Findings())
        {
            if (hole.State == LedgerFindingState.Open) content.Open.Add(hole, isNew: hole.FirstSeen >= period.Start);
            else if (hole.State == LedgerFindingState.Healed && hole.Closed >= period.Start)
                content.Healed.Add(hole, isNew: hole.FirstSeen >= period.Start);
        }
    }

    private DigestContent ReadCorrupt(DigestContent content)
    {
        var (newest, count) = (new Queue<LedgerCorrupt>(), 0L);
        foreach (var corrupt in ledger.CorruptFiles())
        {
            count++;
            newest.Enqueue(corrupt);
            if (newest.Count > MostCorrupt) newest.Dequeue();
        }

        return content with { Corrupt = [.. newest.Reverse()], CorruptCount = count };
    }
}
