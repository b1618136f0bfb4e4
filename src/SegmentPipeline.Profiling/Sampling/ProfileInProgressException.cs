namespace SegmentPipeline.Profiling;

/// <summary>The process is being sampled already. One profile is taken at a time.</summary>
public sealed class ProfileInProgressException()
    : ProfilingException("a profile of this process is being taken already; ask again when it has ended");
