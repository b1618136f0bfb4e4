namespace SegmentPipeline.Scheduling;

/// <summary>Tells the hooks of <see cref="ServeOptions"/> something that is no trouble, to see whether they can be reached.</summary>
public sealed class NotifyTest : IDisposable
{
    private readonly HookDeliveries _deliveries;
    private readonly TimeProvider _clock;

    /// <summary>Prepares to tell them. Nothing is sent yet.</summary>
    /// <param name="options">What <see cref="ServeConfiguration.Read"/> found no fault with.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    public NotifyTest(ServeOptions options, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _clock = clock ?? TimeProvider.System;
        _deliveries = new HookDeliveries(options.Notify, _clock, options.Site.TokenEnvironment)
        {
            Bounds = new DeliveryBounds { Retries = 0 },
        };
    }

    /// <summary>The word for how a hook is told: <c>webhook</c>, <c>command</c>, <c>email</c> or <c>ping</c>.</summary>
    /// <param name="hook">The hook.</param>
    public static string KindOf(NotifyHook hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return HookKinds.WordOf(HookKinds.KindOf(hook));
    }

    /// <summary>Sends a test message, once. Of a ping the addresses of start and success are asked, as of a run that finds
    /// nothing.</summary>
    /// <param name="hook">One of the hooks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Why it could not be told; null if it was. There is neither an address nor a secret in it.</returns>
    public async Task<string?> SendAsync(NotifyHook hook, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hook);
        var message = new HookMessage
        {
            Id = $"{Guid.CreateVersion7(_clock.GetUtcNow())}",
            Hook = hook.Name!,
            Time = Timestamp.FromDateTimeOffset(_clock.GetUtcNow()),
        };
        if (hook.Ping is null) return await _deliveries.For(hook).SendAsync(message, cancellationToken).ConfigureAwait(false);
        foreach (var what in (PingEvent[])[PingEvent.Start, PingEvent.Success])
        {
            if (
                _deliveries.For(hook, what) is { } delivery
                && await delivery.SendAsync(message, cancellationToken).ConfigureAwait(false) is { } fault)
                return fault;
        }

        return null;
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _deliveries.Dispose();
}
