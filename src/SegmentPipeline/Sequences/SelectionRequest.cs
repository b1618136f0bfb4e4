namespace SegmentPipeline;

/// <summary>Which playable sequence is to be selected.</summary>
/// <remarks>Source: semantics §3.</remarks>
public sealed record SelectionRequest
{
    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>The range. An empty one is no error: it gives the segment that covers its start, if there is one.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>What to do about holes.</summary>
    /// <value><see cref="HolePolicy.Allow"/>.</value>
    public HolePolicy Holes { get; init; } = HolePolicy.Allow;

    /// <summary>Which of the sequences that segments make is preferred.</summary>
    /// <value><see cref="SequencePreference.Compatible"/>.</value>
    public SequencePreference Preference { get; init; } = SequencePreference.Compatible;
}
