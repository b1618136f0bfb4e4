namespace SegmentPipeline.Scheduling.Tests;

/// <summary>Deliveries that end in other ways than by an answer.</summary>
internal sealed class BoundedDeliveryTests
{
    private static readonly HookMessage Message = new()
    {
        Id = "1",
        Hook = "desk",
        Time = Timestamp.Parse("2026-03-29T03:00:00Z"),
        Notice = Notice.Of("a", []),
    };

    private static readonly DeliveryBounds Bounds = new() { Retries = 0 };

    private static BoundedDelivery Delivery => new(new GivingUp(), TimeSpan.FromMinutes(1), Bounds, TimeProvider.System);

    /// <remarks>As a client of HTTP does where connecting takes too long.</remarks>
    [Test]
    public async Task Delivery_ThatGivesUpByItself_IsAFault_AndNoEnd()
    {
        Assert.That(await Delivery.SendAsync(Message, CancellationToken.None), Is.Not.Null);
    }

    [Test]
    public void Delivery_ThatIsCancelled_Ends() => Assert.That(
        async () => await Delivery.SendAsync(Message, new CancellationToken(canceled: true)),
        Throws.InstanceOf<OperationCanceledException>());

    private sealed class GivingUp : IHookDelivery
    {
        public Task SendAsync(HookMessage message, CancellationToken cancellationToken) => throw new TaskCanceledException();
    }
}
