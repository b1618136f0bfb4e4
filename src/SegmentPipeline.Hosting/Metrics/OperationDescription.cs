namespace SegmentPipeline.Hosting;

/// <summary>What is to be told of one kind of operation.</summary>
/// <typeparam name="TInput">What operations are given.</typeparam>
/// <typeparam name="TResult">What they give.</typeparam>
public sealed record OperationDescription<TInput, TResult>
{
    /// <summary>The value of the tag <c>operation</c>; a constant.</summary>
    public required string Name { get; init; }

    /// <summary>Tags beside <c>operation</c>, <c>error</c> and <c>work</c>, each with the function that computes it. Each must have
    /// few values. A function that throws, or gives null, makes an empty tag.</summary>
    public IReadOnlyList<KeyValuePair<string, Func<OperationEnd<TInput, TResult>, string?>>> Tags { get; init; } = [];

    /// <summary>How much work it was. Where it is not a positive finite number, or the function throws, nothing is told for each
    /// unit.</summary>
    /// <value>Null: nothing is told for each unit of work.</value>
    public Func<OperationEnd<TInput, TResult>, double>? Work { get; init; }

    /// <summary>What one unit of work is, as in <c>segment</c>; the value of the tag <c>work</c>; a constant.</summary>
    public string WorkUnit { get; init; } = "unit";
}
