namespace SegmentPipeline.Scheduling;

/// <summary>Makes what delivers to hooks.</summary>
/// <param name="hooks">All hooks: what a command is started with has none of their secrets.</param>
/// <param name="clock">The clock.</param>
/// <param name="alsoSecret">Another variable with a secret, or null.</param>
internal sealed class HookDeliveries(IReadOnlyList<NotifyHook> hooks, TimeProvider clock, string? alsoSecret = null) : IDisposable
{
    private readonly HttpClient _client = HookClients.Create();

    /// <summary>The bounds of each delivery.</summary>
    internal DeliveryBounds Bounds { get; init; } = new();

    /// <summary>What delivers messages to a hook that is no ping.</summary>
    internal BoundedDelivery For(NotifyHook hook) => HookKinds.KindOf(hook) switch
    {
        HookKind.Webhook => Bound(new WebhookDelivery(hook, _client), Bounds.Try),
        HookKind.Command => Bound(new CommandDelivery(hook, Secrets()), Bounds.Command),
        HookKind.Email => Bound(new EmailDelivery(hook), Bounds.Try),
        _ => throw new ArgumentOutOfRangeException(nameof(hook), hook, "it gets no messages"),
    };

    /// <summary>What asks an address of a ping; null if it has none for that.</summary>
    internal BoundedDelivery? For(NotifyHook hook, PingEvent what)
    {
        var delivery = new PingDelivery(hook.Ping!, _client);
        return delivery.IsAsked(what) ? Bound(delivery.For(what), Bounds.Try) : null;
    }

    public void Dispose() => _client.Dispose();

    private BoundedDelivery Bound(IHookDelivery delivery, TimeSpan longest) => new(delivery, longest, Bounds, clock);

    private List<string> Secrets() => [.. hooks.Select(hook => hook.SecretEnvironment).Append(alsoSecret).OfType<string>()];
}
