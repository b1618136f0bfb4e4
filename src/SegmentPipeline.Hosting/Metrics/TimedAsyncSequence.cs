namespace SegmentPipeline.Hosting;

/// <summary>An asynchronous sequence of which each enumeration is timed.</summary>
internal sealed class TimedAsyncSequence<TInput, TResult>(
    OperationTimer<TInput, TResult> timer, TInput input, IAsyncEnumerable<TResult> sequence) : IAsyncEnumerable<TResult>
{
    public IAsyncEnumerator<TResult> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (!timer.Enabled) return sequence.GetAsyncEnumerator(cancellationToken);
        var watch = new OperationWatch<TInput, TResult>(timer, input);
        try
        {
            return new Enumerator(sequence.GetAsyncEnumerator(cancellationToken), watch);
        }
        catch (Exception error)
        {
            watch.Failed(error);
            watch.End();
            throw;
        }
    }

    private sealed class Enumerator(IAsyncEnumerator<TResult> items, OperationWatch<TInput, TResult> watch) : IAsyncEnumerator<TResult>
    {
        public TResult Current => items.Current;

        public async ValueTask<bool> MoveNextAsync()
        {
            try
            {
                var hasItem = await items.MoveNextAsync().ConfigureAwait(false);
                return watch.Step(hasItem, hasItem ? items.Current : default);
            }
            catch (Exception error) when (watch.Failed(error))
            {
                throw;
            }
        }

        public async ValueTask DisposeAsync()
        {
            try
            {
                await items.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception error) when (watch.Failed(error))
            {
                throw;
            }
            finally
            {
                watch.End();
            }
        }
    }
}
