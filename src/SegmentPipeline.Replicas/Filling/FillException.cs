namespace SegmentPipeline.Replicas;

/// <summary>Filling cannot begin or go on, and nothing has been harmed. The message is one sentence that says why and what to do.</summary>
public sealed class FillException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">Why, and what to do.</param>
    /// <param name="innerException">What caused it.</param>
    public FillException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the archive had been found good when it happened, so that filling it may go on later: a disk that is full may be
    /// given room, one that is gone may come back.</summary>
    public bool MayPass { get; init; }
}
