namespace SegmentPipeline.Scheduling;

/// <summary>A way to bring somebody a message. Bounded in time, whatever the other side does.</summary>
internal interface IHookDelivery
{
    /// <summary>Tries once.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the try, when its time is over or the host stops.</param>
    /// <exception cref="DeliveryException">It could not be brought. The message has neither an address nor a secret in it.</exception>
    Task SendAsync(HookMessage message, CancellationToken cancellationToken);
}
