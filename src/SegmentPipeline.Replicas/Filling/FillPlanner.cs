using System.Runtime.Versioning;
using System.Threading.Tasks.Dataflow;

namespace SegmentPipeline.Replicas;

/// <summary>What is missing here, hour by hour, and what of it lies in holes.</summary>
/// <param name="Hours">The hours in which segments are missing, in the order in which they are filled: those that cover holes first,
/// each group newest first. An hour may stand in both.</param>
/// <param name="MissingMicroseconds">What the holes of all streams add up to.</param>
/// <param name="Streams">The streams.</param>
internal sealed record FillPlan(
    IReadOnlyList<PlannedHour> Hours,
    IReadOnlyDictionary<StreamId, long> MissingMicroseconds,
    IReadOnlyList<StreamCopies> Streams);

/// <summary>An hour to fill.</summary>
/// <param name="Copies">The stream in all its copies.</param>
/// <param name="Hour">The hour.</param>
/// <param name="Holes">If only what covers holes is fetched now: the holes of the stream, in time order; else null.</param>
internal sealed record PlannedHour(StreamCopies Copies, Hour Hour, IReadOnlyList<TimeRange>? Holes);

/// <summary>Compares all hours once: writes the tombstones of the replicas, and finds out where segments are missing:
/// <c>hours ─▶ compare ─▶ tombstones</c>.</summary>
[SupportedOSPlatform("linux")]
internal sealed class FillPlanner(FillRequest request, IReadOnlyList<Peer> peers, FillTally tally, IProgress<FillProgress>? progress)
{
    private readonly TombstoneWriter _tombstones = new(request);

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
        var missing = new Dictionary<StreamId, long>();
        foreach (var copies in streams)
        {
            var (holes, _) = await verdicts.FindHolesAsync(copies.Stream, cancellationToken).ConfigureAwait(false);
            missing[copies.Stream] = holes.Sum(hole => hole.Microseconds);
            await foreach (var (hour, wanted) in CompareAsync(copies, targets, told, cancellationToken).ConfigureAwait(false))
            {
                var counted = request.OnlyHoles ? wanted.FindAll(one => IsInHole(one, holes)) : wanted;
                tally.AddHour(counted.Count);
                progress?.Report(tally.Progress);
                if (request.DryRun) foreach (var one in counted) await told(WouldFetch(one)).ConfigureAwait(false);
                if (wanted.Exists(one => IsInHole(one, holes))) inHoles.Add(new PlannedHour(copies, hour, holes));
                if (!request.OnlyHoles && wanted.Count > 0) all.Add(new PlannedHour(copies, hour, null));
            }
        }

        return new FillPlan(
            [.. inHoles.OrderByDescending(hour => hour.Hour), .. all.OrderByDescending(hour => hour.Hour)],
            missing,
            streams);
    }

    /// <summary>Whether a segment covers something of a hole.</summary>
    internal static bool IsInHole(WantedSegment segment, IReadOnlyList<TimeRange> holes)
    {
        var range = segment.Name.InHour(segment.Hour);
        var (low, high) = (0, holes.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (holes[middle].End > range.Start) high = middle;
            else low = middle + 1;
        }

        return low < holes.Count && holes[low].Start < range.End;
    }

    private async IAsyncEnumerable<(Hour Hour, List<WantedSegment> Wanted)> CompareAsync(
        StreamCopies copies,
        FillTargets? targets,
        Func<FillRecord, ValueTask> told,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (copies.Here.Cause is not null || copies.There.Any(copy => copy.Cause is not null)) tally.IsComplete = false;
        var comparer = new HourComparer(copies, request.Copies.Settled());
        var compare = new TransformBlock<Hour, ComparedHour>(
            hour => comparer.CompareAsync(hour, cancellationToken),
            new ExecutionDataflowBlockOptions
            {
                MaxDegreeOfParallelism = request.Copies.Concurrency,
                BoundedCapacity = 2 * request.Copies.Concurrency,
                CancellationToken = cancellationToken,
            });
        var feeding = FeedAsync(compare, copies.Hours.Where(request.Copies.Takes), cancellationToken);
        while (await compare.OutputAvailableAsync(cancellationToken).ConfigureAwait(false))
        {
            while (compare.TryReceive(out var hour))
            {
                if (hour.Differences.Any(difference => difference.Cause is not null)) tally.IsComplete = false;
                Func<FilledStream>? target = targets is null ? null : () => targets.StreamOf(copies.Stream);
                foreach (var record in _tombstones.Write(copies.Stream, hour, peers, target))
                {
                    if (record.State == FillState.Failed) tally.IsComplete = false;
                    await told(record).ConfigureAwait(false);
                }

                yield return (hour.Hour, WantedSegment.AllOf(copies.Stream, hour, peers));
            }
        }

        await feeding.ConfigureAwait(false);
        await compare.Completion.ConfigureAwait(false);
    }

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
