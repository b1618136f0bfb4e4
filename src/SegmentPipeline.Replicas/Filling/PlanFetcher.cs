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
        var isLast = false;
        try
        {
            await FetchEachAsync(ReadPlanAsync(plan, held, budget.Token), FetchBatchAsync, budget.Token).ConfigureAwait(false);
            for (var attempt = 1; left.Count > 0; attempt++)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt - 1)), request.Copies.TimeProvider, budget.Token)
                    .ConfigureAwait(false);
                var again = left.Select(segment => new[] { segment }).ToList();
                left.Clear();
                isLast = attempt == MostTries;
                await FetchEachAsync(again.ToAsyncEnumerable(), FetchBatchAsync, budget.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            tally.IsCutShort = true;
        }

        async Task FetchBatchAsync(IReadOnlyList<WantedSegment> batch)
        {
            // Those that come to nothing leave their places to the others.
            for (var rest = batch; rest.Count > 0;)
            {
                var begun = rest.TakeWhile(_ => tally.TryBegin(request.MostFiles)).ToList();
                if (begun.Count == 0)
                {
                    tally.IsCutShort = true;
                    return;
                }

                CheckRoom(batch[0].Stream);
                await fetcher.FetchAsync(begun, targets, EndAsync, budget.Token).ConfigureAwait(false);
                rest = rest.Skip(begun.Count).ToList();
            }
        }

        async ValueTask EndAsync(WantedSegment segment, Fetched fetched)
        {
            if (fetched.State != FillState.Published) tally.GiveBack();
            while (mismatches.Reader.TryRead(out var mismatch)) await told(mismatch).ConfigureAwait(false);
            if (fetched.State == FillState.Failed && !isLast && KeepForLater(left, segment)) return;
            await told(RecordOf(segment, fetched)).ConfigureAwait(false);
        }
    }

    private async Task FetchEachAsync(
        IAsyncEnumerable<IReadOnlyList<WantedSegment>> batches,
        Func<IReadOnlyList<WantedSegment>, Task> fetchAsync,
        CancellationToken cancellationToken)
    {
        var fetch = new ActionBlock<IReadOnlyList<WantedSegment>>(
            fetchAsync,
            new ExecutionDataflowBlockOptions
            {
                MaxDegreeOfParallelism = request.Concurrency,
                BoundedCapacity = request.Concurrency + 1,
                CancellationToken = cancellationToken,
            });
        try
        {
            await foreach (var batch in batches.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (!await fetch.SendAsync(batch, cancellationToken).ConfigureAwait(false)) break;
            }
        }
        catch (Exception fault)
        {
            ((IDataflowBlock)fetch).Fault(fault);
            throw;
        }
        finally
        {
            // Whatever has happened: nothing is still being written when the streams are closed.
            fetch.Complete();
            await fetch.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await fetch.Completion.ConfigureAwait(false);
    }

    /// <summary>The segments to fetch. Each hour is compared anew when its turn comes: others may have filled it meanwhile.</summary>
    private async IAsyncEnumerable<IReadOnlyList<WantedSegment>> ReadPlanAsync(
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
            var segments = WantedSegment.AllOf(planned.Copies.Stream, hour, peers).Where(planned.Takes).ToList();
            foreach (var batch in WantedSegment.BatchesOf(segments, request.Concurrency)) yield return batch;
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
        IsUnasked = fetched.IsUnasked,
    };
}
