using System.Runtime.CompilerServices;
using System.Threading.Tasks.Dataflow;

namespace SegmentPipeline.Replicas;

/// <summary>Compares the copies of an archive, stream by stream: <c>hours ─▶ compare ─▶ add up</c>, then the holes.</summary>
internal sealed class CopyComparer(SegmentArchive archive, IReadOnlyList<Replica> replicas, CompareRequest request)
{
    private ComparedRecord _total = new()
    {
        Streams = 0,
        Missing = 0,
        Extra = 0,
        Holes = 0,
        Microseconds = new VerdictMicroseconds(),
        Complete = true,
    };

    internal async IAsyncEnumerable<CopyRecord> CompareAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var catalog = await CopyCatalog.ReadAsync(archive, replicas, cancellationToken).ConfigureAwait(false);
        var verdicts = new HoleVerdicts(archive, replicas, catalog, request);
        foreach (var stream in catalog.Chosen(request.Channels, request.Qualities))
        {
            _total = _total with { Streams = _total.Streams + 1 };
            foreach (var record in await CompareAsync(stream, catalog, cancellationToken).ConfigureAwait(false))
            {
                Count(record);
                yield return record;
            }

            foreach (var record in await verdicts.ReadAsync(stream, cancellationToken).ConfigureAwait(false))
            {
                Count(record);
                yield return record;
            }
        }

        var areAllAsked = replicas.All(replica => catalog.CauseOf(replica.Archive) is null);
        yield return _total with { Complete = _total.Complete && areAllAsked };
    }

    private async Task<IReadOnlyList<ReplicaRecord>> CompareAsync(
        StreamId stream,
        CopyCatalog catalog,
        CancellationToken cancellationToken)
    {
        var copies = await StreamCopies.ReadAsync(archive, replicas, stream, catalog, cancellationToken).ConfigureAwait(false);
        var differences = replicas.Select(replica => new StreamDifference(replica.Name)).ToList();
        for (var at = 0; at < replicas.Count; at++)
        {
            differences[at].Fail(copies.Here.Cause is { } cause ? $"here: {cause}" : null);
            differences[at].Fail(copies.There[at].Cause);
        }

        var comparer = new HourComparer(copies, request.Settled());
        var compare = new TransformBlock<Hour, ComparedHour>(
            hour => comparer.CompareAsync(hour, cancellationToken),
            new ExecutionDataflowBlockOptions
            {
                MaxDegreeOfParallelism = request.Concurrency,
                BoundedCapacity = 2 * request.Concurrency,
                CancellationToken = cancellationToken,
            });
        var add = new ActionBlock<ComparedHour>(
            hour =>
            {
                for (var at = 0; at < differences.Count; at++) differences[at].Add(hour.Differences[at]);
            },
            new ExecutionDataflowBlockOptions { BoundedCapacity = 2 * request.Concurrency, CancellationToken = cancellationToken });
        using var _ = compare.LinkTo(add, new DataflowLinkOptions { PropagateCompletion = true });
        foreach (var hour in copies.Hours.Where(request.Takes))
        {
            if (!await compare.SendAsync(hour, cancellationToken).ConfigureAwait(false)) break;
        }

        compare.Complete();
        await add.Completion.ConfigureAwait(false);
        return [.. differences.Select(difference => difference.ToRecord(stream))];
    }

    private void Count(ReplicaRecord record) => _total = _total with
    {
        Missing = _total.Missing + record.Missing,
        Extra = _total.Extra + record.Extra,
        Complete = _total.Complete && record.Complete,
    };

    private void Count(VerdictRecord record) => _total = _total with
    {
        Holes = _total.Holes + 1,
        Microseconds = record.Parts.Aggregate(_total.Microseconds, (sum, part) => sum.Add(part)),
    };
}
