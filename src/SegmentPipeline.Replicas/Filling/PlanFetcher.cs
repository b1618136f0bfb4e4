using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using System.Threading.Channels;
using System.Threading.Tasks.Dataflow;

namespace SegmentPipeline.Replicas;

/// <summary>Fetches what a plan says: <c>hours ─▶ compare ─▶ fetch, verify, publish ─▶ records</c>.</summary>
/// <param name="root">Path of the archive.</param>
/// <param name="request">What is filled and how.</param>
/// <param name="peers">The replicas, in the order in which they are compared.</param>
/// <param name="tally">Counts what becomes of it.</param>
[SupportedOSPlatform("linux")]
internal sealed class PlanFetcher(string root, FillRequest request, IReadOnlyList<Peer> peers, FillTally tally)
{
    private const int MostTries = 5;
    /// <summary>Timers know no longer time.</summary>
    private static readonly TimeSpan LongestBudget = TimeSpan.FromDays(49);

    private const int MostLeft = 100_000;
    private const int SegmentsOfABatch = 32;

    /// <summary>Hours that need not be listed again.</summary>
    internal required ListedHours Listed { get; init; }

    /// <summary>Fetches what is planned, hour by hour; what has failed in a way that may pass is tried again at the end.</summary>
    internal async Task FetchAsync(
        FillPlan plan,
        FilledArchive held,
        FillTargets targets,
        Func<FillRecord, ValueTask> told,
        CancellationToken cancellationToken)
    {
        var mismatches = Channel.CreateUnbounded<FillRecord>();
        using var fetcher = new SegmentFetcher(request, record => mismatches.Writer.TryWrite(record));
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (request.Budget is { } time) budget.CancelAfter(time < LongestBudget ? time : LongestBudget);
        var left = new List<WantedSegment>();
        try
        {
            await FetchEachAsync(ReadPlanAsync(plan, held, budget.Token), isLast: false).ConfigureAwait(false);
            for (var attempt = 1; left.Count > 0; attempt++)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt - 1)), request.Copies.TimeProvider, budget.Token)
                    .ConfigureAwait(false);
                var again = left;
                left = [];
                await FetchEachAsync(again.ToAsyncEnumerable(), isLast: attempt == MostTries).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            tally.IsCutShort = true;
        }

        async Task FetchEachAsync(IAsyncEnumerable<WantedSegment> segments, bool isLast)
        {
            var fetch = new ActionBlock<WantedSegment>(
                async segment =>
                {
                    if (!tally.TryBegin(request.MostFiles)) return;
                    var fetched = await fetcher.FetchAsync(segment, targets, budget.Token).ConfigureAwait(false);
                    if (fetched.State != FillState.Published) tally.GiveBack();
                    while (mismatches.Reader.TryRead(out var mismatch)) await told(mismatch).ConfigureAwait(false);
                    if (fetched.State == FillState.Failed && !isLast && KeepForLater(left, segment)) return;
                    await told(RecordOf(segment, fetched)).ConfigureAwait(false);
                },
                new ExecutionDataflowBlockOptions
                {
                    MaxDegreeOfParallelism = request.Concurrency,
                    BoundedCapacity = 4 * request.Concurrency,
                    CancellationToken = budget.Token,
                });
            try
            {
                await foreach (var segment in segments.WithCancellation(budget.Token).ConfigureAwait(false))
                {
                    if (!await fetch.SendAsync(segment, budget.Token).ConfigureAwait(false)) break;
                }
            }
            finally
            {
                // Whatever has happened: nothing is still being written when the streams are closed.
                fetch.Complete();
                await fetch.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await fetch.Completion.ConfigureAwait(false);
        }
    }

    /// <summary>The segments to fetch. Each hour is compared anew when its turn comes: others may have filled it meanwhile.</summary>
    private async IAsyncEnumerable<WantedSegment> ReadPlanAsync(
        FillPlan plan,
        FilledArchive held,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var planned in plan.Hours)
        {
            if (tally.Published >= request.MostFiles)
            {
                tally.IsCutShort |= tally.Progress.Done < tally.Progress.Wanted;
                yield break;
            }

            held.CheckIdentity();
            var comparer = new HourComparer(planned.Copies, request.Copies.Settled(), Listed);
            var hour = await comparer.CompareAsync(planned.Hour, cancellationToken).ConfigureAwait(false);
            var taken = 0;
            foreach (var segment in WantedSegment.AllOf(planned.Copies.Stream, hour, peers).Where(planned.Takes))
            {
                if (taken++ % SegmentsOfABatch == 0) CheckRoom(planned.Copies.Stream);
                yield return segment;
            }
        }
    }

    /// <summary>Streams may lie on disks of their own.</summary>
    private void CheckRoom(StreamId stream)
    {
        var directory = Path.Combine(root, stream.Channel, stream.Quality);
        FilledArchive.CheckRoom(Directory.Exists(directory) ? directory : root, request.KeepFreeBytes);
    }

    private static bool KeepForLater(List<WantedSegment> left, WantedSegment segment)
    {
        lock (left)
        {
            if (left.Count >= MostLeft) return false;
            left.Add(segment);
            return true;
        }
    }

    private static FillRecord RecordOf(WantedSegment segment, Fetched fetched) => new()
    {
        Path = segment.Path,
        State = fetched.State == FillState.Failed ? FillState.Unfillable : fetched.State,
        Replica = fetched.Peer?.Name,
        Bytes = fetched.Bytes,
        Cause = fetched.Cause,
    };
}
