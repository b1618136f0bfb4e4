namespace SegmentPipeline.Playback;

/// <summary>ffmpeg is missing, or failed to trim a segment.</summary>
public sealed class FfmpegException : Exception
{
    /// <summary>A failure without a sentence.</summary>
    public FfmpegException()
    {
    }

    /// <summary>A failure in a sentence of its own.</summary>
    /// <param name="message">What was attempted, on which segment, and what went wrong.</param>
    public FfmpegException(string message)
        : base(message)
    {
    }

    /// <summary>A failure that another one caused.</summary>
    /// <param name="message">What was attempted, on which segment, and what went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public FfmpegException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
