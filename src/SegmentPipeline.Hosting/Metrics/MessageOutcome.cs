namespace SegmentPipeline.Hosting;

/// <summary>What became of a message to whoever is told of archives.</summary>
public enum MessageOutcome
{
    /// <summary>It was delivered.</summary>
    Delivered,

    /// <summary>It could not be delivered; it is tried again.</summary>
    Failed,

    /// <summary>It gave way to newer ones.</summary>
    Dropped,

    /// <summary>It was refused again and again, and is not tried any more.</summary>
    Refused,
}
