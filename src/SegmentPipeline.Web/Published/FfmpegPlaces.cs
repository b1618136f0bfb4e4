using Microsoft.AspNetCore.Http;

namespace SegmentPipeline.Web;

/// <summary>Places for what ffmpeg works on. A place is held while ffmpeg runs, never while a client reads; whoever waits long for one is
/// told to come again.</summary>
/// <param name="clock">The clock.</param>
/// <param name="what">What is made there, for messages.</param>
/// <param name="atOnce">How many places there are; null: as many as cores.</param>
internal sealed class FfmpegPlaces(TimeProvider clock, string what, int? atOnce = null) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _places = new(atOnce ?? Environment.ProcessorCount);

    /// <summary>Does what ffmpeg is needed for.</summary>
    /// <exception cref="RequestProblemException">Others have all places for long.</exception>
    internal async Task<T> RunAsync<T>(Func<Task<T>> doAsync, CancellationToken cancellationToken)
    {
        await WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await doAsync().ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await _places.WaitAsync(end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RequestProblemException(
                StatusCodes.Status503ServiceUnavailable,
                $"as many other {what} as this host makes at once have been under way for {Patience.TotalSeconds:0} s; ask again")
            { RetryAfter = Patience };
        }
    }
}
