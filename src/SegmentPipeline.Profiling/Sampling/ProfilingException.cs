namespace SegmentPipeline.Profiling;

/// <summary>The process cannot be sampled, or what was sampled cannot be read. The process itself is none the worse for it.</summary>
public class ProfilingException : Exception
{
    /// <summary>With a sentence that says what was attempted and what to do.</summary>
    public ProfilingException(string message)
        : base(message)
    {
    }

    /// <summary>The same, and the fault behind it.</summary>
    public ProfilingException(string message, Exception? cause)
        : base(message, cause)
    {
    }
}
