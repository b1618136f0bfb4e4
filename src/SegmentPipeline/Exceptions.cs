namespace SegmentPipeline;

/// <summary>An audit or a selection cannot be had, or cannot be trusted. The message says what was attempted, on which path, and what to do.</summary>
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

/// <summary>A sequence without holes was asked for, and there is a hole.</summary>
public sealed class HoleException : AuditFailedException
{
    /// <summary>Makes the failure.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hole">The first hole.</param>
    public HoleException(StreamId stream, SequenceHole hole)
        : base(hole.Reason switch
        {
            HoleReason.Empty => $"{stream} has nothing from {hole.Range.Start} to {hole.Range.End}; ask for another range",
            HoleReason.AfterPartial => $"{stream} has an {hole}; ask for a range without it, or allow holes",
            _ => $"{stream} has a {hole}; ask for a range without it, or allow holes",
        })
    {
        Stream = stream;
        Hole = hole;
    }

    /// <summary>The stream.</summary>
    public StreamId Stream { get; }

    /// <summary>The first hole.</summary>
    public SequenceHole Hole { get; }
}
