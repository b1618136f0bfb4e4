using System.Buffers;
using System.Runtime.Versioning;
using System.Threading.RateLimiting;

namespace SegmentPipeline.Replicas;

/// <summary>Takes in what comes of a segment: hashes it on its way to the disk, and publishes what is as its name promises.</summary>
[SupportedOSPlatform("linux")]
internal sealed class SegmentReceiver(FillRequest request) : IDisposable
{
    private const int ChunkBytes = 128 * 1024;
    private const int PeriodsASecond = 10;
    private const int LeastRateOfBundles = 64 * 1024;

    private readonly RateLimiter? _rate = request.BytesPerSecond is { } rate ? LimiterOf(rate) : null;
    private readonly int _chunk = (int)Math.Clamp((request.BytesPerSecond ?? long.MaxValue) / PeriodsASecond, 1, ChunkBytes);

    /// <summary>Whether what is bundled comes in time: at a small rate a bundle would take longer than an answer may.</summary>
    internal bool TakesBundles => request.BytesPerSecond is null || request.BytesPerSecond / request.Concurrency >= LeastRateOfBundles;

    /// <summary>Takes in a segment.</summary>
    /// <returns>Whether it got its name, which somebody else's file may have, and how many bytes came.</returns>
    /// <exception cref="MismatchException">It is not what its name promises.</exception>
    /// <exception cref="PeerException">It did not come.</exception>
    /// <exception cref="BlockedPlaceException">It cannot have its place.</exception>
    /// <exception cref="FillException">It cannot be written here.</exception>
    internal async Task<(bool IsPublished, long Bytes)> ReceiveAsync(
        WantedSegment wanted,
        Stream source,
        FilledStream target,
        CancellationToken cancellationToken)
    {
        using var file = Locally(target.Create);
        try
        {
            await CopyAsync(source, file, cancellationToken).ConfigureAwait(false);
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

    public void Dispose() => _rate?.Dispose();

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
}
