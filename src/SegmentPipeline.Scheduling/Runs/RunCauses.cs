using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>Finds where the losses came from that a run tells somebody about. Nobody is told later for it than two minutes.</summary>
/// <param name="archive">The archive.</param>
/// <param name="clients">Makes the clients of its other copies; null where none is asked.</param>
/// <param name="clock">The clock.</param>
internal sealed class RunCauses(ScheduledArchive archive, IHttpClientFactory? clients, TimeProvider clock)
{
    private const int MostLosses = 1_000;

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

    /// <summary>Tells the losses, with what they came from.</summary>
    internal async Task TellAsync(RunTelling telling, AuditRequest request, AuditContext context, CancellationToken cancellationToken)
    {
        if (_losses.Count == 0) return;
        var window = new TimeRange(_losses.Min(loss => loss.Range.Start), _losses.Max(loss => loss.Range.End));
        var others = await AskAllAsync(window, request, context, cancellationToken).ConfigureAwait(false);
        var finder = new CauseFinder(_here, others);
        foreach (var loss in _losses) telling.Add(loss, finder.Find(loss.Stream, loss.Range, isHole: true));
    }

    private async Task<IReadOnlyList<CopyEvidence>> AskAllAsync(
        TimeRange window, AuditRequest request, AuditContext context, CancellationToken cancellationToken)
    {
        if (archive.Replicas.Count == 0 || clients is null) return [];
        using var limit = new CancellationTokenSource(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var options = new SegmentArchiveOptions { TimeProvider = clock, MayBeAbsent = true, HourCacheBytes = 0 };
        return await Task.WhenAll(archive.Replicas.Select(replica => AskAsync(replica.Open(clients, options), either.Token)))
            .ConfigureAwait(false);

        // A copy that does not answer may have anything.
        async Task<CopyEvidence> AskAsync(Replica replica, CancellationToken bounded)
        {
            await using var _ = replica.Archive.ConfigureAwait(false);
            try
            {
                return await ReplicaEvidence.AskAsync(replica.Archive, request, context, window, bounded).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is AuditFailedException or PeerException or IOException or UnauthorizedAccessException
                || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                return new CopyEvidence();
            }
        }
    }
}
