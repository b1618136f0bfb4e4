namespace SegmentPipeline.Hosting;

/// <summary>An operation that has ended, as the functions see it that compute its tags and its amount of work.</summary>
/// <param name="Input">What the operation was given.</param>
/// <param name="Result">What it gave; of a sequence, its last item. The default if there is none.</param>
/// <param name="Amount">Items that a sequence gave, or bytes that were read from and written to a stream; else zero.</param>
/// <param name="Error">What it threw, or null.</param>
/// <param name="RanToEnd">Whether it ended by itself and without an error; false for a sequence whose consumer left early.</param>
/// <typeparam name="TInput">What operations are given.</typeparam>
/// <typeparam name="TResult">What they give.</typeparam>
public readonly record struct OperationEnd<TInput, TResult>(
    TInput Input, TResult? Result, long Amount, Exception? Error, bool RanToEnd);
