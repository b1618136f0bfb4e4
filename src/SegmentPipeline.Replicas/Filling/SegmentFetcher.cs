using System.Buffers;
using System.Runtime.Versioning;
using System.Threading.RateLimiting;
using Polly.CircuitBreaker;

namespace SegmentPipeline.Replicas;

/// <summary>How fetching a segment ended.</summary>
/// <param name="State">What became of it; <see cref="FillState.Failed"/> if it may be tried again in this run.</param>
/// <param name="Peer">The peer that gave it, or was asked last.</param>
/// <param name="Bytes">How many bytes were published.</param>
/// <param name="Cause">Why it is not here.</param>
internal readonly record struct Fetched(FillState State, Peer? Peer, long Bytes, string? Cause);

/// <summary>Fetches segments: asks the peers that have one, hashes what comes, and publishes what is as its name promises.</summary>
[SupportedOSPlatform("linux")]
internal sealed class SegmentFetcher(FillRequest request, Action<FillRecord> mismatched) : IDisposable
{
    private const int ChunkBytes = 128 * 1024;
    private const int PeriodsASecond = 10;

    private readonly RateLimiter? _rate = request.BytesPerSecond is { } rate ? LimiterOf(rate) : null;
    private readonly int _chunk = (int)Math.Clamp((request.BytesPerSecond ?? long.MaxValue) / PeriodsASecond, 1, ChunkBytes);

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

    public void Dispose() => _rate?.Dispose();

    private async Task<Fetched> FetchAsync(WantedSegment wanted, FilledStream target, CancellationToken cancellationToken)
    {
        var last = new Fetched(FillState.Unfillable, null, 0, "no copy gives it");
        var mayPass = false;
        foreach (var peer in OrderOf(wanted))
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
                mayPass = true;
            }
            catch (PeerException fault)
            {
                last = last with { Peer = peer, Cause = fault.Message };
                mayPass |= fault.MayPass;
            }
            catch (MismatchException fault)
            {
                peer.NoteMismatch(wanted.Path);
                last = last with { Peer = peer, Cause = fault.Message };
                mayPass = true;
                mismatched(new FillRecord
                {
                    Path = wanted.Path,
                    State = FillState.Mismatch,
                    Replica = peer.Name,
                    Bytes = fault.Bytes,
                    Cause = fault.Message,
                });
            }
        }

        return mayPass ? last with { State = FillState.Failed } : last;
    }

    /// <summary>Spreads names over the peers that have them.</summary>
    private static IEnumerable<Peer> OrderOf(WantedSegment wanted)
    {
        var first = (wanted.Name.GetHashCode() & int.MaxValue) % wanted.Peers.Count;
        for (var at = 0; at < wanted.Peers.Count; at++) yield return wanted.Peers[(first + at) % wanted.Peers.Count];
    }

    private async Task<(bool IsPublished, long Bytes)> FetchOnceAsync(
        WantedSegment wanted,
        Peer peer,
        FilledStream target,
        CancellationToken cancellationToken)
    {
        var source = await OpenAsync(wanted, peer, cancellationToken).ConfigureAwait(false);
        await using var _ = source.ConfigureAwait(false);
        using var file = Locally(target.Create);
        try
        {
            await CopyAsync(source.Content, file, cancellationToken).ConfigureAwait(false);
            if (!wanted.Name.Promises(file.Hash())) throw new MismatchException(file.Length);
            return Locally(() =>
            {
                if (request.Synchronize) file.Synchronize();
                if (wanted.Quarantine is not { } quarantine)
                    return (target.Publish(file, wanted.Hour, wanted.Name.NameUtf8.Span), file.Length);
                target.Replace(file, new EntryPath(wanted.Stream, wanted.Hour, wanted.Name.NameUtf8.Span), quarantine);
                return (true, file.Length);
            });
        }
        finally
        {
            target.Forget(file);
        }
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

    private async Task CopyAsync(Stream source, IncomingFile file, CancellationToken cancellationToken)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(_chunk);
        try
        {
            int read;
            do
            {
                read = await ReadChunkAsync(source, chunk.AsMemory(0, _chunk), cancellationToken).ConfigureAwait(false);
                if (read == 0) return;
                if (_rate is not null) using (await _rate.AcquireAsync(read, cancellationToken).ConfigureAwait(false)) { }
                Locally(() =>
                {
                    file.Append(chunk.AsSpan(0, read));
                    return true;
                });
            }
            while (read == _chunk);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    /// <summary>A whole chunk, or what is left: a network gives a few kB at a time, each of which would be a write of its own.</summary>
    private static async ValueTask<int> ReadChunkAsync(Stream source, Memory<byte> chunk, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAtLeastAsync(chunk, chunk.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException fault) when (fault is not PeerException)
        {
            throw new PeerException(fault.Message, fault) { MayPass = true };
        }
    }

    /// <summary>Does something on the disk here. If that fails, nothing more can be filled.</summary>
    private static T Locally<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (fault is IOException and not BlockedPlaceException or UnauthorizedAccessException)
        {
            throw new FillException($"cannot write into the archive: {fault.Message}", fault) { MayPass = true };
        }
    }

    private static TokenBucketRateLimiter LimiterOf(long bytesPerSecond) => new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = (int)Math.Min(int.MaxValue, Math.Max(1, bytesPerSecond)),
        TokensPerPeriod = (int)Math.Min(int.MaxValue, Math.Max(1, bytesPerSecond / PeriodsASecond)),
        ReplenishmentPeriod = TimeSpan.FromMilliseconds(1000.0 / PeriodsASecond),
        QueueLimit = int.MaxValue,
        AutoReplenishment = true,
    });

    /// <summary>What came is not what the name promises.</summary>
    private sealed class MismatchException(long bytes) : Exception($"its {bytes} bytes are not those that the name promises")
    {
        internal long Bytes => bytes;
    }
}
