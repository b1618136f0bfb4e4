namespace SegmentPipeline.Replicas;

/// <summary>A peer did not give what it was asked for. The message says what it did instead, without its address.</summary>
public sealed class PeerException : IOException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What the peer did.</param>
    /// <param name="innerException">What was thrown underneath.</param>
    public PeerException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the same question may be answered later.</summary>
    public bool MayPass { get; init; }

    /// <summary>Whether it was too slow, so that asking it costs everybody time.</summary>
    internal bool IsSlow { get; init; }

    /// <summary>How long the peer wants to be left alone; null if it has not said.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
