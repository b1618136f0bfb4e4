namespace SegmentPipeline.Profiling;

/// <summary>What a profile came to.</summary>
public sealed record ProfileSummary
{
    /// <summary>From the first sample to the last.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Stacks sampled, over all threads.</summary>
    public required long Samples { get; init; }

    /// <summary>Threads that were met.</summary>
    public required int Threads { get; init; }

    /// <summary>Samples that the runtime threw away because its buffer was full.</summary>
    public required long Lost { get; init; }

    /// <summary>Why sampling ended before it was told to, a limit by name; null if it did not.</summary>
    public string? CutBy { get; init; }
}
