namespace SegmentPipeline;

/// <summary>An audit or a selection cannot be had, or cannot be trusted. The message says what was attempted, on which path, and what to
/// do.</summary>
public class AuditFailedException : Exception
{
    /// <summary>Makes a failure with its message and what caused it.</summary>
    /// <param name="message">What was attempted, on which path, and what to do.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public AuditFailedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
