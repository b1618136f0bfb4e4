namespace SegmentPipeline.Scheduling.Tests;

/// <summary>When files may be read, by a clock that only the test moves.</summary>
internal sealed class ReadingGateTests
{
    [TestCase("01:00-06:00", "2026-03-28T00:59:59.999999Z", false)]
    [TestCase("01:00-06:00", "2026-03-28T01:00:00Z", true)]
    [TestCase("01:00-06:00", "2026-03-28T05:59:59.999999Z", true)]
    [TestCase("01:00-06:00", "2026-03-28T06:00:00Z", false)]
    [TestCase("22:00-05:00", "2026-03-28T21:59:59.999999Z", false)]
    [TestCase("22:00-05:00", "2026-03-28T22:00:00Z", true)]
    [TestCase("22:00-05:00", "2026-03-28T00:00:00Z", true)]
    [TestCase("22:00-05:00", "2026-03-28T04:59:59.999999Z", true)]
    [TestCase("22:00-05:00", "2026-03-28T05:00:00Z", false)]
    [TestCase("22:00-00:00", "2026-03-28T23:59:59.999999Z", true)]
    [TestCase("22:00-00:00", "2026-03-28T00:00:00Z", false)]
    public void Gate_AtTheEdgesOfItsWindow_IsOpenWithin(string window, string now, bool isOpen)
    {
        using var clock = new SteppedClock(now);
        var gate = new ReadingGate(Window(window), TimeZoneInfo.Utc, () => false, clock);

        Assert.That(gate.WaitAsync(CancellationToken.None).IsCompletedSuccessfully, Is.EqualTo(isOpen));
    }

    [Test]
    public void Gate_ReadsTheClockOfItsZone()
    {
        using var clock = new SteppedClock("2026-03-28T00:30:00Z");
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

        Assert.That(
            new ReadingGate(Window("01:00-06:00"), zone, () => false, clock).WaitAsync(CancellationToken.None).IsCompletedSuccessfully,
            Is.True);
    }

    [Test]
    public async Task Gate_OutsideOfItsWindow_OpensWhenThatBegins()
    {
        using var clock = new SteppedClock("2026-03-28T00:57:30Z");
        var waiting = new ReadingGate(Window("01:00-06:00"), TimeZoneInfo.Utc, () => false, clock).WaitAsync(CancellationToken.None);

        await clock.MoveToAsync("2026-03-28T00:59:59Z", TimeSpan.FromMinutes(1));
        Assert.That(waiting.IsCompleted, Is.False);
        clock.Advance(TimeSpan.FromSeconds(1));
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Test]
    public async Task Gate_WhileAnAuditReadsTheDisk_IsShut()
    {
        using var clock = new SteppedClock("2026-03-28T12:00:00Z");
        var isAudited = true;
        var waiting = new ReadingGate(null, TimeZoneInfo.Utc, () => isAudited, clock).WaitAsync(CancellationToken.None);

        await clock.SomebodyWaitsAsync();
        clock.Advance(ReadingGate.BetweenAsking);
        await clock.SomebodyWaitsAsync();
        Assert.That(waiting.IsCompleted, Is.False);
        isAudited = false;
        clock.Advance(ReadingGate.BetweenAsking);
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Test]
    public void Gate_ThatIsShut_LetsGoWhoeverIsCancelled()
    {
        using var clock = new SteppedClock("2026-03-28T12:00:00Z");
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var gate = new ReadingGate(null, TimeZoneInfo.Utc, () => true, clock);

        Assert.That(() => gate.Wait(stop.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    private static DailyWindow Window(string text) =>
        DailyWindow.TryParse(text, out var window) ? window : throw new ArgumentException(text, nameof(text));
}
