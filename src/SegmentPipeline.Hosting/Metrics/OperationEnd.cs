namespace SegmentPipeline.Hosting;

/// <summary>An operation that has ended, as the functions see it that compute its tags and its amount of work.</summary>
/// <typeparam name="TInput">What operations are given.</typeparam>
/// <typeparam name="TResult">What they give.</typeparam>
public readonly record struct OperationEnd<TInput, TResult>
{
    /// <summary>What the operation was given.</summary>
    public required TInput Input { get; init; }

    /// <summary>What it gave; of a sequence, its last item. The default if there is none.</summary>
    public TResult? Result { get; init; }

    /// <summary>Items that a sequence gave, or bytes that were read from and written to a stream; else zero.</summary>
    public long Amount { get; init; }

    /// <summary>What it threw, or null.</summary>
    public Exception? Error { get; init; }

    /// <summary>Whether it ended by itself and without an error; false for a sequence whose consumer left early.</summary>
    public bool RanToEnd { get; init; }
}
