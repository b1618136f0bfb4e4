using Microsoft.AspNetCore.Http;

namespace SegmentPipeline.Web;

/// <summary>Reads of disks on behalf of requests. A disk may hang for ever: then its readers are told so after a while, and only so many
/// threads are lost to it. Health and metrics are not among them.</summary>
/// <param name="clock">The clock.</param>
/// <param name="what">What is read, for messages.</param>
/// <param name="atOnce">How many threads may be lost.</param>
internal sealed class BoundedReads(TimeProvider clock, string what = "ledger", int atOnce = 4) : IDisposable
{

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _places = new(atOnce);

    /// <summary>Reads on a thread of its own.</summary>
    /// <exception cref="RequestProblemException">It took too long, or too many others do.</exception>
    internal Task<T> ReadAsync<T>(Func<T> read, CancellationToken cancellationToken) =>
        WaitAsync(() => OwnThread.RunAsync(read), cancellationToken);

    /// <summary>Waits for a read that takes no thread from requests.</summary>
    /// <exception cref="RequestProblemException">It took too long, or too many others do.</exception>
    internal async Task<T> WaitAsync<T>(Func<Task<T>> readAsync, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await _places.WaitAsync(end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unanswered(
                $"{atOnce} other reads of {what}s have been under way for {Patience.TotalSeconds:0} s; ask again when they have ended");
        }

        var reading = StartAsync(readAsync);
        try
        {
            return await reading.WaitAsync(end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            _ = CloseAsync(reading);
            if (cancellationToken.IsCancellationRequested) throw;
            throw Unanswered($"the {what} could not be read within {Patience.TotalSeconds:0} s");
        }
    }

    public void Dispose() => _places.Dispose();

    /// <summary>The place is given back when the read ends, not when its reader has left.</summary>
    private async Task<T> StartAsync<T>(Func<Task<T>> readAsync)
    {
        try
        {
            return await readAsync().ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>What was opened for somebody who has left is closed.</summary>
    private static async Task CloseAsync<T>(Task<T> reading)
    {
        await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (reading.IsCompletedSuccessfully && reading.Result is IAsyncDisposable opened) await opened.DisposeAsync().ConfigureAwait(false);
    }

    private static RequestProblemException Unanswered(string detail) => new(StatusCodes.Status503ServiceUnavailable, detail);
}
