using System.Collections;

namespace SegmentPipeline.Hosting;

/// <summary>A sequence of which each enumeration is timed.</summary>
internal sealed class TimedSequence<TInput, TResult>(
    OperationTimer<TInput, TResult> timer, TInput input, IEnumerable<TResult> sequence) : IEnumerable<TResult>
{
    public IEnumerator<TResult> GetEnumerator()
    {
        if (!timer.Enabled) return sequence.GetEnumerator();
        var watch = new OperationWatch<TInput, TResult>(timer, input);
        try
        {
            return new Enumerator(sequence.GetEnumerator(), watch);
        }
        catch (Exception error)
        {
            watch.Failed(error);
            watch.End();
            throw;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class Enumerator(IEnumerator<TResult> items, OperationWatch<TInput, TResult> watch) : IEnumerator<TResult>
    {
        public TResult Current => items.Current;

        object? IEnumerator.Current => items.Current;

        public bool MoveNext()
        {
            try
            {
                var hasItem = items.MoveNext();
                return watch.Step(hasItem, hasItem ? items.Current : default);
            }
            catch (Exception error) when (watch.Failed(error))
            {
                throw;
            }
        }

        public void Reset() => throw new NotSupportedException("a timed enumeration cannot begin anew; enumerate the sequence again");

        public void Dispose()
        {
            try
            {
                items.Dispose();
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
