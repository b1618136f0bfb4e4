namespace SegmentPipeline.Hosting;

/// <summary>One operation under way that ends by being disposed, and what has been seen of it. Belongs to one caller at a time.</summary>
internal sealed class OperationWatch<TInput, TResult>(OperationTimer<TInput, TResult> timer, TInput input)
{
    private readonly OperationStart _start = timer.Start();
    private TResult? _last;
    private long _items;
    private Exception? _error;
    private bool _ranToEnd;
    private bool _hasEnded;

    /// <summary>Sees what the next step of a sequence gave: an item, or its end.</summary>
    internal bool Step(bool hasItem, TResult? item)
    {
        if (hasItem)
        {
            _items++;
            _last = item;
        }

        _ranToEnd = !hasItem;
        return hasItem;
    }

    /// <summary>Sees an error. Only the first counts.</summary>
    /// <returns>False, so that it can stand in an exception filter and catches nothing.</returns>
    internal bool Failed(Exception error)
    {
        _error ??= error;
        return false;
    }

    /// <summary>Ends the operation, once.</summary>
    internal void End() => End(new OperationEnd<TInput, TResult>
    {
        Input = input,
        Result = _last,
        Amount = _items,
        Error = _error,
        RanToEnd = _ranToEnd && _error is null,
    });

    /// <summary>Ends the operation, once, as a stream that moved so many bytes.</summary>
    internal void End(long bytes, Exception? error) =>
        End(new OperationEnd<TInput, TResult> { Input = input, Result = default, Amount = bytes, Error = error, RanToEnd = error is null });

    private void End(in OperationEnd<TInput, TResult> end)
    {
        if (_hasEnded) return;
        _hasEnded = true;
        timer.End(_start, end);
    }
}
