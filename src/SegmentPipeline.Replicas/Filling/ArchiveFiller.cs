using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using System.Threading.Channels;

namespace SegmentPipeline.Replicas;

/// <summary>Fills an archive from its replicas: <c>hours ─▶ compare ─▶ fetch, verify, publish ─▶ records</c>.</summary>
/// <remarks>Source: semantics §9. May be run again and again; what is known of the peers is kept.</remarks>
[SupportedOSPlatform("linux")]
public sealed class ArchiveFiller
{
    private readonly SegmentArchive _archive;
    private readonly IReadOnlyList<Replica> _replicas;
    private readonly FillRequest _request;
    private readonly List<Peer> _peers;
    private readonly ListedHours _listed;

    /// <summary>Prepares to fill an archive.</summary>
    /// <param name="archive">The archive here; on a disk of this machine.</param>
    /// <param name="replicas">The replicas, each with another name.</param>
    /// <param name="request">What is filled and how; null for everything.</param>
    /// <exception cref="ArgumentException">The request breaks rules, there is no replica, two have the same name, or the archive is kept
    /// elsewhere.</exception>
    public ArchiveFiller(SegmentArchive archive, IReadOnlyList<Replica> replicas, FillRequest? request = null)
    {
        ArgumentNullException.ThrowIfNull(archive);
        Replica.Check(replicas);
        request ??= new FillRequest();
        request.Validate();
        if (archive.IsRemote) throw new ArgumentException("only an archive on a disk of this machine can be filled", nameof(archive));
        _archive = archive;
        _replicas = replicas;
        _request = request;
        _listed = new ListedHours(request.Copies);
        _peers = replicas.Select(replica => new Peer(replica, request.Copies.TimeProvider)).ToList();
    }

    private ArchiveFiller(ArchiveFiller other, FillRequest request)
    {
        _archive = other._archive;
        _replicas = other._replicas;
        _peers = other._peers;
        _listed = other._listed;
        _request = request;
        Progress = other.Progress;
        Comparison = other.Comparison;
    }

    /// <summary>Is told how far it is; called by the filler's own tasks, so the call must be quick.</summary>
    /// <value>Null: nobody is told.</value>
    public IProgress<FillProgress>? Progress { get; init; }

    /// <summary>Is told what it finds by comparing, as <see cref="SegmentArchiveReplicaExtensions.CompareAsync"/> tells it: how the copies
    /// differed before anything was fetched, the verdicts of the holes that are left, and the end, unless it fails before. The call must
    /// be quick.</summary>
    /// <value>Null: nobody is told.</value>
    public IProgress<CopyRecord>? Comparison { get; init; }

    /// <summary>The same filler for another request, say because the window has moved. What is known of the peers is kept.</summary>
    /// <param name="request">What is filled and how.</param>
    /// <exception cref="ArgumentException">The request breaks rules.</exception>
    public ArchiveFiller WithRequest(FillRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        return new ArchiveFiller(this, request);
    }

    /// <summary>How often a replica could not be asked for a file, or broke off, since the first filler was made.</summary>
    /// <param name="replica">Its name.</param>
    /// <exception cref="ArgumentException">No replica has that name.</exception>
    public long CountFailures(string replica) =>
        _peers.Find(peer => peer.Name == replica)?.Failures
        ?? throw new ArgumentException($"there is no replica '{replica}'", nameof(replica));

    /// <summary>Fills once.</summary>
    /// <param name="cancellationToken">Stops it; what was published stays.</param>
    /// <returns>What <see cref="SegmentArchiveReplicaExtensions.FillAsync"/> gives. A caller that leaves the loop early stops it.</returns>
    /// <exception cref="StreamNotFoundException">No copy has a channel or a quality asked for.</exception>
    /// <exception cref="FillException">Filling cannot begin or go on; the <see cref="FilledRecord"/> comes first.</exception>
    /// <exception cref="AuditFailedException">The archive cannot be read.</exception>
    public async IAsyncEnumerable<CopyRecord> FillAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        const int mostWaiting = 256;
        var records = Channel.CreateBounded<CopyRecord>(new BoundedChannelOptions(mostWaiting) { SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = Task.Run(() => RunAsync(records.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var record in records.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false)) yield return record;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await running.ConfigureAwait(false);
    }

    private async Task RunAsync(ChannelWriter<CopyRecord> records, CancellationToken cancellationToken)
    {
        const int failure = 2;
        var tally = new FillTally();
        try
        {
            await RunAsync(records, tally, cancellationToken).ConfigureAwait(false);
        }
        catch (FillException)
        {
            var end = tally.ToRecord(closedMicroseconds: 0, holesFail: false, _request.FailsOn) with { Complete = false, Exit = failure };
            await records.WriteAsync(end, cancellationToken).ConfigureAwait(false);
            throw;
        }
        finally
        {
            records.Complete();
        }
    }

    private async Task RunAsync(ChannelWriter<CopyRecord> records, FillTally tally, CancellationToken cancellationToken)
    {
        using var held = _request.DryRun ? null : FilledArchive.Open(_archive.Root);
        await CheckNotEmptyAsync(cancellationToken).ConfigureAwait(false);
        var catalog = await CopyCatalog
            .ReadAsync(_archive, _replicas, _request.Copies.Exclude, _request.AcceptEmpty, cancellationToken)
            .ConfigureAwait(false);
        var verdicts = new HoleVerdicts(_archive, _replicas, catalog, _request.Copies);
        var streams = await ReadStreamsAsync(catalog, cancellationToken).ConfigureAwait(false);
        if (_replicas.Any(replica => catalog.CauseOf(replica.Archive) is not null)) tally.IsComplete = false;
        if (held is not null) FilledArchive.CheckRoom(_archive.Root, _request.KeepFreeBytes);
        using var targets = held is null ? null : new FillTargets(held, _request.Copies.TimeProvider);
        targets?.RemoveLeftovers(catalog.Streams.Where(stream => catalog.Has(_archive, stream)));
        var comparison = new FillComparison(Comparison);
        var plan = await new FillPlanner(_request, _peers, tally, Progress, _listed) { Comparison = comparison }
            .PlanAsync(streams, verdicts, targets, TellAsync, cancellationToken)
            .ConfigureAwait(false);
        if (held is not null)
        {
            await new PlanFetcher(_archive.Root, _request, _peers, tally) { Listed = _listed }
                .FetchAsync(plan, held, targets!, TellAsync, cancellationToken)
                .ConfigureAwait(false);
        }

        var replacer = new CorruptReplacer(_archive, _request, _peers);
        if (held is null) await replacer.TellAsync(TellAsync, cancellationToken).ConfigureAwait(false);
        else await replacer.ReplaceAsync(held, targets!, TellAsync, cancellationToken).ConfigureAwait(false);

        // What is told of holes in the end shall be of this archive, not of what stands in its place by now.
        held?.CheckIdentity();
        var (closed, fails) = await ConcludeAsync(plan, verdicts, comparison, cancellationToken).ConfigureAwait(false);
        comparison.End(areAllAsked: _replicas.All(replica => catalog.CauseOf(replica.Archive) is null));
        held?.CheckIdentity();
        await records.WriteAsync(tally.ToRecord(closed, fails, _request.FailsOn), cancellationToken).ConfigureAwait(false);

        ValueTask TellAsync(FillRecord record)
        {
            tally.Add(record);
            Progress?.Report(tally.Progress);
            return records.WriteAsync(record, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<StreamCopies>> ReadStreamsAsync(CopyCatalog catalog, CancellationToken cancellationToken)
    {
        var streams = new List<StreamCopies>();
        foreach (var stream in catalog.Chosen(_request.Copies.Channels, _request.Copies.Qualities))
        {
            streams.Add(await StreamCopies.ReadAsync(_archive, _replicas, stream, catalog, cancellationToken).ConfigureAwait(false));
        }

        return streams;
    }

    /// <exception cref="FillException">There is no hour yet, and nobody has said that this is so.</exception>
    private async Task CheckNotEmptyAsync(CancellationToken cancellationToken)
    {
        if (_request.AcceptEmpty || !await CopyCatalog.HasNoHourAsync(_archive, cancellationToken).ConfigureAwait(false)) return;
        throw new FillException($"there is no hour in {_archive.Root} yet; is the disk mounted? A new archive is filled with --accept-empty");
    }

    /// <summary>How much of what was missing is there now, and whether a hole is left that counts.</summary>
    private async Task<(long ClosedMicroseconds, bool Fails)> ConcludeAsync(
        FillPlan plan,
        HoleVerdicts verdicts,
        FillComparison comparison,
        CancellationToken cancellationToken)
    {
        var (closed, fails) = (0L, false);
        foreach (var stream in plan.Streams.Select(copies => copies.Stream))
        {
            var isPlanned = plan.Hours.Any(hour => hour.Copies.Stream == stream);
            if (plan.Holes[stream].Count == 0 && (!isPlanned || _request.DryRun)) continue;
            var left = await verdicts.ReadAsync(stream, cancellationToken).ConfigureAwait(false);
            comparison.Add(left);
            closed += ClosedMicroseconds(plan.Holes[stream], [.. left.Select(verdict => verdict.Hole)]);
            fails |= _request.FailsOn == FillFailure.AnyHole && left.Count > 0;
            fails |= _request.FailsOn == FillFailure.Nowhere
                && left.Any(verdict => verdict.Parts.Any(part => part.Verdict == HoleVerdict.Nowhere));
        }

        return (closed, fails);
    }

    /// <summary>What of the holes of before is none now. Later ones may be new: the window grows with what is fetched.</summary>
    private static long ClosedMicroseconds(IReadOnlyList<TimeRange> before, IReadOnlyList<TimeRange> now)
    {
        var (closed, at) = (before.Sum(hole => hole.Microseconds), 0);
        foreach (var hole in before)
        {
            while (at < now.Count && now[at].End <= hole.Start) at++;
            for (var other = at; other < now.Count && now[other].Start < hole.End; other++)
                closed -= now[other].Intersect(hole).Microseconds;
        }

        return closed;
    }
}
