namespace SegmentPipeline.Scheduling;

/// <summary>A message could not be brought. The text has neither an address nor a secret in it.</summary>
internal sealed class DeliveryException : Exception
{
    internal DeliveryException(string message, bool mayPass, Exception? cause = null)
        : base(message, cause) => MayPass = mayPass;

    /// <summary>Whether it may help to try again at once.</summary>
    internal bool MayPass { get; }

    /// <summary>Whether whoever should get it has said that it will never take it as it is.</summary>
    internal bool IsRefusal { get; init; }
}
