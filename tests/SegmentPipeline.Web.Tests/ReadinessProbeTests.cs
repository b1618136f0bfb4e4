using Microsoft.Extensions.Time.Testing;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>A disk that hangs, asked by many.</summary>
internal sealed class ReadinessProbeTests
{
    private readonly FakeTimeProvider _clock = new();

    [Test]
    public async Task Disk_ThatHangs_IsAskedOnceAndWaitedForOnce()
    {
        using var answer = new ManualResetEventSlim();
        var isAsked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = 0;
        var probe = new ReadinessProbe("a", _ => Ask(), _clock);
        var first = probe.CauseAsync(default);
        var second = probe.CauseAsync(default);
        await isAsked.Task.Soon();

        _clock.Advance(ReadinessProbe.Patience);
        Assert.That(await first.Soon(), Is.EqualTo("its disk has not answered for 5 s"));
        Assert.That(await second.Soon(), Is.EqualTo("its disk has not answered for 5 s"));
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.That(await probe.CauseAsync(default).Soon(), Is.EqualTo("its disk has not answered for 65 s"));
        Assert.That(Volatile.Read(ref asked), Is.EqualTo(1));

        answer.Set();
        Assert.That(async () => await probe.CauseAsync(default), Is.EqualTo("gone").After(30_000, 20));

        string? Ask()
        {
            Interlocked.Increment(ref asked);
            isAsked.TrySetResult();
            answer.Wait();
            return "gone";
        }
    }

    [Test]
    public async Task Disk_ThatAnswers_IsAskedAnewEachTime()
    {
        var answers = new Queue<string?>(["not there", null]);
        var probe = new ReadinessProbe("a", _ => answers.Dequeue(), _clock);

        Assert.That(await probe.CauseAsync(default), Is.EqualTo("not there"));
        Assert.That(await probe.CauseAsync(default), Is.Null);
    }
}
