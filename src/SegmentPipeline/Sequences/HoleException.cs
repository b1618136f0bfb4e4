namespace SegmentPipeline;

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
