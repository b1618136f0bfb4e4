using Microsoft.AspNetCore.Http;

namespace SegmentPipeline.Web;

/// <summary>Reads of disks on behalf of requests. A disk may hang for ever: then its readers are told so after a while, and only so many
/// threads are lost to it.</summary>
internal sealed class BoundedReads(TimeProvider clock) : IDisposable
{
    private const int AtOnce = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _places = new(AtOnce);

    /// <summary>Reads on a thread of its own.</summary>
    /// <exception cref="RequestProblemException">It took too long, or too many others do.</exception>
    internal async Task<T> ReadAsync<T>(Func<T> read, CancellationToken cancellationToken)
    {
        try
        {
            return await StartAsync(read, cancellationToken).WaitAsync(Patience, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new RequestProblemException(StatusCodes.Status503ServiceUnavailable, $"the disk did not answer within {Patience.TotalSeconds:0} s");
        }
    }

    public void Dispose() => _places.Dispose();

    /// <summary>The place is given back when the read ends, not when its reader has left.</summary>
    private async Task<T> StartAsync<T>(Func<T> read, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(read, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }
}
