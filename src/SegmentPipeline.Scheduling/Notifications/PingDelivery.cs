namespace SegmentPipeline.Scheduling;

/// <summary>What a dead man's switch is told of a run.</summary>
internal enum PingEvent
{
    Start,
    Success,
    Failure,
}

/// <summary>Asks the addresses of a dead man's switch.</summary>
internal sealed class PingDelivery(NotifyPing ping, HttpClient client)
{
    /// <summary>Whether there is an address for it.</summary>
    internal bool IsAsked(PingEvent what) => AddressOf(what) is not null;

    /// <summary>One of its addresses, as a delivery.</summary>
    internal IHookDelivery For(PingEvent what) => new Asking(this, what);

    private async Task AskAsync(PingEvent what, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(ping.IsPosted ? HttpMethod.Post : HttpMethod.Get, AddressOf(what));
        await HookClients.SendAsync(client, request, cancellationToken).ConfigureAwait(false);
    }

    private string? AddressOf(PingEvent what) => what switch
    {
        PingEvent.Start => ping.Start,
        PingEvent.Success => ping.Success,
        PingEvent.Failure => ping.Failure,
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "no such event"),
    };

    private sealed class Asking(PingDelivery delivery, PingEvent what) : IHookDelivery
    {
        public Task SendAsync(HookMessage message, CancellationToken cancellationToken) => delivery.AskAsync(what, cancellationToken);
    }
}
