using System.Threading.Channels;

namespace SegmentPipeline.Scheduling;

/// <summary>Asks the addresses of one dead man's switch, one after the other. What is late is worth nothing, so nothing is kept.</summary>
/// <param name="hook">The hook; a ping.</param>
/// <param name="deliveries">Delivers.</param>
/// <param name="telling">Is told what became of it.</param>
internal sealed class PingLoop(NotifyHook hook, HookDeliveries deliveries, HookTelling telling)
{
    private const int MostWaiting = 16;

    private readonly Channel<PingEvent> _events = Channel.CreateBounded<PingEvent>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });

    internal NotifyHook Hook => hook;

    internal void Add(PingEvent what) => _events.Writer.TryWrite(what);

    /// <summary>Goes on until it is cancelled.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        telling.Introduce();
        var message = new HookMessage { Id = "", Hook = hook.Name!, Time = default };
        await foreach (var what in _events.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (deliveries.For(hook, what) is { } delivery)
                telling.Add(await delivery.SendAsync(message, cancellationToken).ConfigureAwait(false));
        }
    }
}
