namespace SegmentPipeline;

/// <summary>The archive has no such channel or quality.</summary>
public sealed class StreamNotFoundException : AuditFailedException
{
    /// <summary>Makes the failure with its message.</summary>
    /// <param name="message">What was asked for, and the nearest that exists.</param>
    public StreamNotFoundException(string message)
        : base(message)
    {
    }
}
