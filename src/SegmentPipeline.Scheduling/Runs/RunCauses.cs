using SegmentPipeline.Ledger;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>Finds where the losses came from that a run tells somebody about. Nobody is told later for it than two minutes.</summary>
/// <param name="archive">The archive.</param>
/// <param name="clients">Makes the clients of its other copies; null where none is asked.</param>
/// <param name="clock">The clock.</param>
internal sealed class RunCauses(ScheduledArchive archive, IHttpClientFactory? clients, TimeProvider clock)
{
    private const int MostLosses = 1_000;

    /// <summary>Each question to a node waits for its answer.</summary>
    private const int QuestionsAtOnce = 8;

    private const long MostApart = 24 * Timestamp.MicrosecondsPerHour;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly CopyEvidence _here = new();
    private readonly List<DeltaRecord> _losses = [];

    /// <summary>Takes a record of the run.</summary>
    /// <returns>Whether it is a loss that is told by <see cref="TellAsync"/>.</returns>
    internal bool Holds(AuditRecord record)
    {
        _here.Add(record);
        if (record is not DeltaRecord { Class: CoverageClass.Missing } loss || _losses.Count == MostLosses) return false;
        if (loss.Change is not (DeltaChange.New or DeltaChange.Grown or DeltaChange.Lost)) return false;
        _losses.Add(loss);
        return true;
    }

    /// <summary>Tells the losses, with what they came from, and notes it in the ledger. Whatever goes wrong with the other copies, they are
    /// told.</summary>
    internal async Task TellAsync(
        RunTelling? telling, AuditLedger ledger, AuditRequest request, AuditContext context, CancellationToken cancellationToken)
    {
        if (_losses.Count == 0) return;
        var others = await AskAllAsync(request, context, cancellationToken).ConfigureAwait(false);
        var finder = new CauseFinder(_here, others);
        var causes = _losses.Select(loss => (loss.Stream, loss.Range, Cause: finder.Find(loss.Stream, loss.Range, isHole: true))).ToList();
        foreach (var (loss, known) in _losses.Zip(causes)) telling?.Add(loss, known.Cause);
        try
        {
            ledger.NoteCauses(causes);
        }
        catch (LedgerException)
        {
            // The run is recorded, and told; the next one says what is wrong with the ledger.
        }
    }

    /// <summary>Asks about the newest losses, and those before them that lie near: an old one may be years away.</summary>
    private async Task<IReadOnlyList<CopyEvidence>> AskAllAsync(
        AuditRequest request, AuditContext context, CancellationToken cancellationToken)
    {
        if (archive.Replicas.Count == 0 || clients is null) return [];
        using var limit = new CancellationTokenSource(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var window = NewestWindow();
        return await Task.WhenAll(archive.Replicas.Select(replica => AskAsync(replica, window, request, context, either.Token)))
            .ConfigureAwait(false);
    }

    private TimeRange NewestWindow()
    {
        var window = _losses.MaxBy(loss => loss.Range.End)!.Range;
        foreach (var loss in _losses.OrderByDescending(loss => loss.Range.End))
        {
            if (window.Start.MicrosecondsSince(loss.Range.End) > MostApart) break;
            window = new TimeRange(Timestamp.Min(window.Start, loss.Range.Start), window.End);
        }

        return window;
    }

    /// <summary>Asks a copy. One that does not answer, for whatever reason, may have anything.</summary>
    private async Task<CopyEvidence> AskAsync(
        ScheduledReplica replica, TimeRange window, AuditRequest request, AuditContext context, CancellationToken bounded)
    {
        try
        {
            // Whoever waits in a system call for a disk that hangs hears of no cancellation.
            return await Task.Run(OpenAndAskAsync, bounded).WaitAsync(bounded).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return new CopyEvidence();
        }

        async Task<CopyEvidence> OpenAndAskAsync()
        {
            var options = new SegmentArchiveOptions { TimeProvider = clock, MayBeAbsent = true, HourCacheBytes = 0 };
            var copy = replica.Open(clients!, options).Archive;
            await using var _ = copy.ConfigureAwait(false);
            var asking = copy.IsRemote ? context with { Parallelism = Math.Max(context.Parallelism, QuestionsAtOnce) } : context;
            return await ReplicaEvidence.AskAsync(copy, request, asking, window, bounded).ConfigureAwait(false);
        }
    }
}
