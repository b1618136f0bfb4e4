namespace SegmentPipeline.Cli;

/// <summary>A fleet could not be asked, or does not answer as a fleet does. The message is one sentence.</summary>
internal sealed class FleetClientException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether the same question may be answered later.</summary>
    internal bool MayPass { get; init; }

    /// <summary>Whether the fleet has understood the question and refuses it, so that no other node would answer it.</summary>
    internal bool IsRefusal { get; init; }

    /// <summary>Whether what was asked for is not there.</summary>
    internal bool IsAbsent { get; init; }
}
