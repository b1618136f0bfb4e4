namespace SegmentPipeline.Replicas;

/// <summary>What a node says of its copy of a stream.</summary>
public sealed record StreamAnswer
{
    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>What was audited of it; null if the node has no segment of it and was asked for no window.</summary>
    public TimeRange? Window { get; init; }

    /// <summary>What of the window is not full, in time order; the ranges share nothing. All else of the window is full.</summary>
    public IReadOnlyList<AnswerSpan> Spans { get; init; } = [];
}

/// <summary>A range of one class.</summary>
public readonly record struct AnswerSpan
{
    /// <summary>The range; it is not empty.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>Its class; not full.</summary>
    public required CoverageClass Class { get; init; }
}
