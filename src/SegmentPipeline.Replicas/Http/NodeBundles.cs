using System.Runtime.CompilerServices;

namespace SegmentPipeline.Replicas;

/// <summary>Many files of a node in one answer, and whether it gives them so.</summary>
/// <remarks>Source: semantics §8.</remarks>
internal sealed class NodeBundles(PeerRequests requests, HttpArchiveOptions options)
{
    /// <summary>A file of up to 8 MiB may follow the first 8 MiB; the rest is what stands between files.</summary>
    private const long MostBytes = 17 * 1024 * 1024;

    private static readonly TimeSpan Rest = TimeSpan.FromHours(1);

    private volatile bool _areExpected;
    private long _restSince;

    /// <summary>Whether the node gives bundles, by what is known of it.</summary>
    internal bool AreGiven
    {
        get
        {
            var since = Interlocked.Read(ref _restSince);
            return _areExpected && (since == 0 || options.TimeProvider.GetElapsedTime(since) > Rest);
        }
    }

    /// <summary>Notes that the node has told what only those tell that give bundles, but for older ones.</summary>
    internal void Expect() => _areExpected = true;

    /// <summary>Asks for a bundle.</summary>
    /// <exception cref="PeerException">The node did not give it, or what comes breaks off.</exception>
    internal async IAsyncEnumerable<BundledFile> OpenAsync(Uri address, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var answer = await BeginAsync(TryOpenAsync(address, cancellationToken)).ConfigureAwait(false);
        if (answer is null) yield break;
        await using var _ = answer.ConfigureAwait(false);
        using var files = new TarFiles(answer, options.MostFileBytes);
        var next = await BeginAsync(files.NextAsync(cancellationToken).AsTask()).ConfigureAwait(false);
        while (next is not null)
        {
            yield return next;
            next = await files.NextAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What a bundle begins with. A node that has none, and does not merely fail, is asked for none for a while: asked for one by
    /// one its files may come.</summary>
    private async Task<T?> BeginAsync<T>(Task<T?> asking)
        where T : class
    {
        var isRefused = true;
        try
        {
            var given = await asking.ConfigureAwait(false);
            isRefused = given is null;
            return given;
        }
        catch (Exception fault) when (fault is not PeerException { MayPass: false })
        {
            isRefused = false;
            throw;
        }
        finally
        {
            if (isRefused) Interlocked.Exchange(ref _restSince, Math.Max(1, options.TimeProvider.GetTimestamp()));
        }
    }

    /// <returns>Null if the node has no such thing.</returns>
    private async Task<Stream?> TryOpenAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.OpenAsync(address, MostBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
