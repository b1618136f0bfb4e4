using System.Runtime.Versioning;
using Polly.CircuitBreaker;

namespace SegmentPipeline.Replicas;

/// <summary>How fetching a segment ended.</summary>
/// <param name="State">What became of it; <see cref="FillState.Failed"/> if it may be tried again in this run.</param>
/// <param name="Peer">The peer that gave it, or was asked last.</param>
/// <param name="Bytes">How many bytes were published.</param>
/// <param name="Cause">Why it is not here.</param>
internal readonly record struct Fetched(FillState State, Peer? Peer, long Bytes, string? Cause)
{
    /// <summary>Whether some peer could not be asked for it, so that nobody knows whether no copy gives it.</summary>
    internal bool IsUnasked { get; init; }
}

/// <summary>Fetches segments: asks the peers that have one, hashes what comes, and publishes what is as its name promises.</summary>
[SupportedOSPlatform("linux")]
internal sealed class SegmentFetcher(FillRequest request, Action<FillRecord> mismatched) : IDisposable
{
    private readonly SegmentReceiver _receiver = new(request);
    private readonly SemaphoreSlim _questions = new(request.Concurrency);

    /// <summary>Fetches segments of one hour that the same peer is asked for first.</summary>
    /// <param name="batch">The segments.</param>
    /// <param name="targets">Where they go.</param>
    /// <param name="endedAsync">Is told of each how it ended.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="FillException">They cannot be written here.</exception>
    internal async Task FetchAsync(
        IReadOnlyList<WantedSegment> batch,
        FillTargets targets,
        Func<WantedSegment, Fetched, ValueTask> endedAsync,
        CancellationToken cancellationToken)
    {
        var bundles = new BundleFetcher(_receiver, batch) { EndedAsync = endedAsync, Mismatched = mismatched };
        var left = await AskAsync(() => bundles.FetchAsync(targets, cancellationToken), cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(left.Select(async wanted =>
            {
                var fetched = await AskAsync(() => FetchAsync(wanted, targets, cancellationToken), cancellationToken).ConfigureAwait(false);
                await endedAsync(wanted, fetched).ConfigureAwait(false);
            }))
            .ConfigureAwait(false);
    }

    /// <summary>Fetches a segment from the first peer that gives it.</summary>
    /// <exception cref="FillException">It cannot be written here.</exception>
    internal async Task<Fetched> FetchAsync(WantedSegment wanted, FillTargets targets, CancellationToken cancellationToken)
    {
        try
        {
            var target = targets.StreamOf(wanted.Stream);
            return await FetchAsync(wanted, target, cancellationToken).ConfigureAwait(false);
        }
        catch (BlockedPlaceException fault)
        {
            return new Fetched(FillState.Unfillable, null, 0, fault.Message);
        }
    }

    public void Dispose()
    {
        _receiver.Dispose();
        _questions.Dispose();
    }

    /// <summary>No more is asked at once than the request allows, bundles and what they leave taken together.</summary>
    private async Task<T> AskAsync<T>(Func<Task<T>> askAsync, CancellationToken cancellationToken)
    {
        await _questions.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await askAsync().ConfigureAwait(false);
        }
        finally
        {
            _questions.Release();
        }
    }

    private async Task<Fetched> FetchAsync(WantedSegment wanted, FilledStream target, CancellationToken cancellationToken)
    {
        var last = new Fetched(FillState.Unfillable, null, 0, "no copy gives it");
        var (mayPass, isUnasked) = (false, false);
        foreach (var peer in wanted.PeersInTurn)
        {
            if (peer.IsResting(wanted.Path)) continue;
            try
            {
                var bytes = 0L;
                var isPublished = await peer.Pipeline
                    .ExecuteAsync(
                        async stop =>
                        {
                            try
                            {
                                (var published, bytes) = await FetchOnceAsync(wanted, peer, target, stop).ConfigureAwait(false);
                                return published;
                            }
                            catch (PeerException fault)
                            {
                                peer.Note(fault);
                                throw;
                            }
                        },
                        cancellationToken)
                    .ConfigureAwait(false);
                return new Fetched(isPublished ? FillState.Published : FillState.Present, peer, bytes, null);
            }
            catch (BrokenCircuitException)
            {
                if (last.Peer is null) last = last with { Peer = peer, Cause = $"it rests after failures: {peer.LastCause}" };
                mayPass = isUnasked = true;
            }
            catch (PeerException fault)
            {
                last = last with { Peer = peer, Cause = fault.Message };
                mayPass |= fault.MayPass;
                isUnasked |= fault.MayPass;
            }
            catch (MismatchException fault)
            {
                last = last with { Peer = peer, Cause = fault.Message };
                mayPass = true;
                peer.NoteMismatch(wanted.Path);
                mismatched(fault.RecordOf(wanted, peer));
            }
        }

        last = last with { IsUnasked = isUnasked };
        return mayPass ? last with { State = FillState.Failed } : last;
    }

    private async Task<(bool IsPublished, long Bytes)> FetchOnceAsync(
        WantedSegment wanted,
        Peer peer,
        FilledStream target,
        CancellationToken cancellationToken)
    {
        var source = await OpenAsync(wanted, peer, cancellationToken).ConfigureAwait(false);
        await using var _ = source.ConfigureAwait(false);
        return await _receiver.ReceiveAsync(wanted, source.Content, target, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<PublishedFile> OpenAsync(WantedSegment wanted, Peer peer, CancellationToken cancellationToken)
    {
        try
        {
            return await peer.Replica.Archive
                .OpenFileAsync(wanted.Stream, wanted.Hour, wanted.Name.NameUtf8, cancellationToken)
                .ConfigureAwait(false)
                ?? throw new PeerException("it does not have it any more");
        }
        catch (Exception fault) when (fault is IOException and not PeerException or UnauthorizedAccessException)
        {
            throw new PeerException(fault.Message, fault) { MayPass = true };
        }
    }
}
