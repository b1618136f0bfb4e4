namespace SegmentPipeline.Fleet;

/// <summary>A host cannot take part in its fleet. The message is one line that says what was attempted, why it failed, and what to
/// do.</summary>
public sealed class FleetException : Exception
{
    /// <summary>Makes the failure.</summary>
    /// <param name="message">What was attempted, why it failed, and what to do.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public FleetException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
