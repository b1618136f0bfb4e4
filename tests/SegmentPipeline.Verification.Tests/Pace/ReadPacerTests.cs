using Microsoft.Extensions.Time.Testing;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Verification.Tests.Pace;

internal sealed class ReadPacerTests
{
    [Test]
    public void Wait_WithoutARate_IsNone()
    {
        var pacer = new ReadPacer(null, new FakeTimeProvider());

        Assert.That(() => pacer.Wait(long.MaxValue, CancellationToken.None), Throws.Nothing);
    }

    [TestCase(1_000, 1_000, 1)]
    [TestCase(1, 10_000_000, 10_000_000)]
    public async Task Wait_BehindAnotherRead_LastsAsLongAsThatReadHas(long rate, long bytes, long seconds)
    {
        var clock = new FakeTimeProvider();
        var pacer = new ReadPacer(rate, clock);
        var begun = clock.GetTimestamp();
        pacer.Wait(bytes, CancellationToken.None);

        var waiting = Task.Run(() => pacer.Wait(1, CancellationToken.None));

        var step = TimeSpan.FromSeconds(seconds / 100.0);
        while (!waiting.IsCompleted)
        {
            clock.Advance(step);
            await Task.WhenAny(waiting, Task.Run(Thread.Yield)).Soon();
        }

        await waiting;
        Assert.That(clock.GetElapsedTime(begun), Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(100)));
    }

    [Test]
    public void Wait_ThatIsCancelled_Ends()
    {
        using var stop = new CancellationTokenSource();
        var pacer = new ReadPacer(1, new FakeTimeProvider());
        pacer.Wait(100, CancellationToken.None);
        stop.Cancel();

        Assert.That(() => pacer.Wait(1, stop.Token), Throws.InstanceOf<OperationCanceledException>());
    }
}
