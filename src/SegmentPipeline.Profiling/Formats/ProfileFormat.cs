namespace SegmentPipeline.Profiling;

/// <summary>How a profile is written.</summary>
public enum ProfileFormat
{
    /// <summary>JSON for <c>speedscope</c>: each thread's stacks in the order of time, in milliseconds.</summary>
    Speedscope,

    /// <summary>Folded stacks, one line a stack: frames from the outermost inwards with <c>;</c> between them, a space, how many samples
    /// met it. All threads together, in the order of bytes.</summary>
    Collapsed,
}
