namespace SegmentPipeline.Web;

/// <summary>Samples where the time of this process goes. Register one, and <c>POST /api/profile</c> answers.</summary>
public interface IProfileSource
{
    /// <summary>Samples for a while, then writes the profile.</summary>
    /// <param name="duration">How long.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="destination">Where to. Nothing is written before sampling has ended well.</param>
    /// <param name="cancellationToken">Ends it early, without a profile.</param>
    /// <exception cref="InvalidOperationException">A profile is being taken already.</exception>
    /// <exception cref="IOException">This process cannot be sampled; the message says why and what to do.</exception>
    Task SampleAsync(TimeSpan duration, ProfileReplyFormat format, Stream destination, CancellationToken cancellationToken);
}

/// <summary>How a profile is written.</summary>
public enum ProfileReplyFormat
{
    /// <summary>JSON for speedscope.</summary>
    Speedscope,

    /// <summary>One line a stack, with its count.</summary>
    Collapsed,
}
