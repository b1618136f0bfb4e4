using System.Runtime.Versioning;
using System.Threading.Tasks.Dataflow;

namespace SegmentPipeline.Replicas;

/// <summary>What is missing here, hour by hour, and what of it lies in holes.</summary>
/// <param name="Hours">The hours in which segments are missing, in the order in which they are filled: for what covers holes first,
/// each group newest first. An hour may stand in both, with other segments.</param>
/// <param name="Holes">The holes of each stream before anything was fetched, in time order.</param>
/// <param name="Streams">The streams.</param>
[SupportedOSPlatform("linux")]
internal sealed record FillPlan(
    IReadOnlyList<PlannedHour> Hours,
    IReadOnlyDictionary<StreamId, IReadOnlyList<TimeRange>> Holes,
    IReadOnlyList<StreamCopies> Streams);

/// <summary>An hour to fill.</summary>
/// <param name="Copies">The stream in all its copies.</param>
/// <param name="Hour">The hour.</param>
/// <param name="Holes">The holes of the stream, in time order.</param>
/// <param name="Part">What of it is fetched now.</param>
[SupportedOSPlatform("linux")]
internal sealed record PlannedHour(StreamCopies Copies, Hour Hour, IReadOnlyList<TimeRange> Holes, PlannedPart Part)
{
    /// <summary>Whether a segment is fetched now.</summary>
    internal bool Takes(WantedSegment segment) => Part switch
    {
        PlannedPart.All => true,
        PlannedPart.InHoles => segment.IsIn(Holes),
        PlannedPart.BesideHoles => !segment.IsIn(Holes),
        _ => throw new InvalidOperationException($"unknown part {Part}"),
    };
}

/// <summary>Which segments of an hour are fetched.</summary>
internal enum PlannedPart
{
    /// <summary>All that are missing.</summary>
    All,

    /// <summary>Those that cover holes.</summary>
    InHoles,

    /// <summary>The others, once those have had their turn.</summary>
    BesideHoles,
}

/// <summary>Compares all hours once: writes the tombstones of the replicas, and finds out where segments are missing:
/// <c>hours ─▶ compare ─▶ tombstones</c>.</summary>
[SupportedOSPlatform("linux")]
internal sealed class FillPlanner(
    FillRequest request,
    IReadOnlyList<Peer> peers,
    FillTally tally,
    IProgress<FillProgress>? progress,
    ListedHours listed)
{
    private readonly TombstoneWriter _tombstones = new(request);
    private readonly HashSet<(string Replica, string Cause)> _causes = [];

    /// <summary>Tells how the copies differ.</summary>
    /// <value>Told to nobody.</value>
    internal FillComparison Comparison { get; init; } = new(null);

    /// <summary>Plans all streams.</summary>
    /// <param name="streams">The streams.</param>
    /// <param name="verdicts">Finds holes.</param>
    /// <param name="targets">Where tombstones go; null for a dry run.</param>
    /// <param name="told">Gets a record for each tombstone; in a dry run also for each segment.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<FillPlan> PlanAsync(
        IReadOnlyList<StreamCopies> streams,
        HoleVerdicts verdicts,
        FillTargets? targets,
        Func<FillRecord, ValueTask> told,
        CancellationToken cancellationToken)
    {
        var inHoles = new List<PlannedHour>();
        var all = new List<PlannedHour>();
        var missing = new Dictionary<StreamId, IReadOnlyList<TimeRange>>();
        foreach (var copies in streams)
        {
            var (holes, _) = await verdicts
                .FindHolesAsync(copies.Stream, keepsDigests: true, cancellationToken)
                .ConfigureAwait(false);
            missing[copies.Stream] = holes;
            var counts = new Dictionary<Hour, int>();
            await foreach (var (hour, wanted) in CompareAsync(copies, targets, told, cancellationToken).ConfigureAwait(false))
            {
                var counted = request.OnlyHoles ? wanted.FindAll(one => one.IsIn(holes)) : wanted;
                if (counts.TryGetValue(hour, out var before)) tally.AddWanted(counted.Count - before);
                else tally.AddHour(counted.Count);
                counts[hour] = counted.Count;
                progress?.Report(tally.Progress);
                if (request.DryRun) foreach (var one in counted) await told(WouldFetch(one)).ConfigureAwait(false);
                var inHole = wanted.Count(one => one.IsIn(holes));
                if (inHole > 0) inHoles.Add(new PlannedHour(copies, hour, holes, PlannedPart.InHoles));
                if (request.OnlyHoles || inHole == wanted.Count) continue;
                all.Add(new PlannedHour(copies, hour, holes, inHole > 0 ? PlannedPart.BesideHoles : PlannedPart.All));
            }
        }

        return new FillPlan(
            [.. InOrder(inHoles), .. InOrder(all)],
            missing,
            streams);
    }

    /// <summary>Each hour once, as it was planned last; the newest first.</summary>
    private static IEnumerable<PlannedHour> InOrder(IEnumerable<PlannedHour> hours) =>
        hours.Reverse().DistinctBy(hour => (hour.Copies.Stream, hour.Hour)).OrderByDescending(hour => hour.Hour);

    /// <summary>Compares all hours of a stream. An hour comes twice if tombstones that were written may have changed what it
    /// lacks.</summary>
    private async IAsyncEnumerable<(Hour Hour, List<WantedSegment> Wanted)> CompareAsync(
        StreamCopies copies,
        FillTargets? targets,
        Func<FillRecord, ValueTask> told,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (copies.Here.Cause is not null || copies.There.Any(copy => copy.Cause is not null)) tally.IsComplete = false;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var differences = StreamDifference.Begin(copies, peers.Select(peer => peer.Name));
        var comparer = new HourComparer(copies, request.Copies.Settled(), listed);
        var compare = BlockOf(comparer, stop.Token);
        var hours = copies.Hours.Where(request.Copies.Takes).ToList();
        var feeding = FeedAsync(compare, hours, stop.Token);
        var withdrawn = new SortedSet<Hour>();
        try
        {
            while (await compare.OutputAvailableAsync(stop.Token).ConfigureAwait(false))
            {
                while (compare.TryReceive(out var hour))
                {
                    for (var at = 0; at < differences.Count; at++) differences[at].Add(hour.Differences[at]);
                    if (await WithdrawAsync(copies.Stream, hour, targets, told).ConfigureAwait(false)) withdrawn.Add(hour.Hour);
                    yield return (hour.Hour, WantedSegment.AllOf(copies.Stream, hour, peers));
                }
            }

            await feeding.ConfigureAwait(false);
            await compare.Completion.ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(feeding, compare.Completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var compared = differences.ConvertAll(difference => difference.ToRecord(copies.Stream));
        Comparison.AddStream(compared);
        await TellCausesAsync(compared, told).ConfigureAwait(false);

        // What was withdrawn may have been the twin of what another copy has, also over the edge of its hour.
        foreach (var hour in hours.Where(hour => withdrawn.Any(other => Math.Abs(other.SinceEpoch - hour.SinceEpoch) <= 1)))
        {
            var again = await comparer.CompareAsync(hour, cancellationToken).ConfigureAwait(false);
            yield return (hour, WantedSegment.AllOf(copies.Stream, again, peers));
        }
    }

    /// <summary>Tells of each replica that could not be asked about all of a stream why; of each reason once.</summary>
    private async Task TellCausesAsync(IEnumerable<ReplicaRecord> compared, Func<FillRecord, ValueTask> told)
    {
        foreach (var record in compared)
        {
            if (record.Cause is not { } cause || !_causes.Add((record.Replica, cause))) continue;
            await told(new FillRecord { Path = $"{record.Stream}", State = FillState.Failed, Replica = record.Replica, Cause = cause })
                .ConfigureAwait(false);
        }
    }

    /// <summary>Writes the tombstones of an hour that others have.</summary>
    /// <returns>Whether something is withdrawn here now that was not.</returns>
    private async Task<bool> WithdrawAsync(StreamId stream, ComparedHour hour, FillTargets? targets, Func<FillRecord, ValueTask> told)
    {
        if (hour.Differences.Any(difference => difference.Cause is not null)) tally.IsComplete = false;
        Func<FilledStream>? target = targets is null ? null : () => targets.StreamOf(stream);
        var records = _tombstones.Write(stream, hour, peers, target);
        foreach (var record in records)
        {
            if (record.State == FillState.Failed) tally.IsComplete = false;
            await told(record).ConfigureAwait(false);
        }

        return target is not null && records.Exists(record => record.State == FillState.Tombstone);
    }

    private TransformBlock<Hour, ComparedHour> BlockOf(HourComparer comparer, CancellationToken cancellationToken) => new(
        hour => comparer.CompareAsync(hour, cancellationToken),
        new ExecutionDataflowBlockOptions
        {
            MaxDegreeOfParallelism = request.Copies.Concurrency,
            BoundedCapacity = 2 * request.Copies.Concurrency,
            CancellationToken = cancellationToken,
        });

    private static async Task FeedAsync(
        TransformBlock<Hour, ComparedHour> target,
        IEnumerable<Hour> hours,
        CancellationToken cancellationToken)
    {
        foreach (var hour in hours)
        {
            if (!await target.SendAsync(hour, cancellationToken).ConfigureAwait(false)) break;
        }

        target.Complete();
    }

    private static FillRecord WouldFetch(WantedSegment segment) =>
        new() { Path = segment.Path, State = FillState.Wanted, Replica = segment.Peers[0].Name };
}
