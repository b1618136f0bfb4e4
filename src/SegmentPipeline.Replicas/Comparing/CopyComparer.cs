using System.Runtime.CompilerServices;
using System.Threading.Tasks.Dataflow;

namespace SegmentPipeline.Replicas;

/// <summary>Compares the copies of an archive, stream by stream: <c>hours ─▶ compare ─▶ add up</c>, then the holes.</summary>
internal sealed class CopyComparer(SegmentArchive archive, IReadOnlyList<Replica> replicas, CompareRequest request)
{
    private readonly ComparedTotal _total = new();

    internal async IAsyncEnumerable<CopyRecord> CompareAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var catalog = await CopyCatalog
            .ReadAsync(archive, replicas, request.Exclude, mayBeEmpty: false, cancellationToken)
            .ConfigureAwait(false);
        var verdicts = new HoleVerdicts(archive, replicas, catalog, request);
        foreach (var stream in catalog.Chosen(request.Channels, request.Qualities))
        {
            _total.AddStream();
            var copies = await StreamCopies.ReadAsync(archive, replicas, stream, catalog, cancellationToken).ConfigureAwait(false);

            var finding = verdicts.FindHolesAsync(stream, keepsDigests: true, cancellationToken);
            foreach (var record in await CompareBesideAsync(finding, copies, cancellationToken).ConfigureAwait(false))
            {
                _total.Add(record);
                yield return record;
            }

            var (holes, window) = await finding.ConfigureAwait(false);
            foreach (var record in await verdicts.DivideAsync(stream, holes, window, cancellationToken).ConfigureAwait(false))
            {
                _total.Add(record);
                yield return record;
            }
        }

        yield return _total.ToRecord(areAllAsked: replicas.All(replica => catalog.CauseOf(replica.Archive) is null));
    }

    /// <summary>Compares a stream while it is audited: what the audit lists need not be listed again. Where others need not be listed
    /// either, it is audited first. If the audit fails, that is told after the records.</summary>
    private async Task<IReadOnlyList<ReplicaRecord>> CompareBesideAsync(
        Task audit,
        StreamCopies copies,
        CancellationToken cancellationToken)
    {
        if (copies.AllTellDigests) await audit.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            return await CompareAsync(copies, isAudited: !audit.IsCompleted, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await audit.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<IReadOnlyList<ReplicaRecord>> CompareAsync(
        StreamCopies copies,
        bool isAudited,
        CancellationToken cancellationToken)
    {
        var differences = StreamDifference.Begin(copies, replicas.Select(replica => replica.Name));
        var comparer = new HourComparer(copies, request.Settled()) { IsAudited = isAudited };
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
        return [.. differences.Select(difference => difference.ToRecord(copies.Stream))];
    }
}
