using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Library;

/// <summary>A slow sink slows the disk: the hours between disk and sink stay few, however long the archive is.</summary>
internal sealed class BackpressureTests
{
    private const int Hours = 600;

    [Test]
    public async Task Audit_SinkThatHolds_LetsFewHoursBeRead([Values(1, 2, 8)] int parallelism, [Values] bool hasMemory)
    {
        var watch = new StageWatch("list", -1, () => { }, hoursOfMessage: 1);
        await using var opened = OpenedArchive.Open(RegularArchive.Of(Hours), ReaderKind.InMemory);
        var request = new AuditRequest();
        var memory = hasMemory ? new DictionaryMemory() : null;
        var context = new AuditContext { Parallelism = parallelism, Hooks = watch.Hooks, Memory = memory };
        await using var held = opened.Archive.AuditAsync(request, context).GetAsyncEnumerator();
        Assert.That(await held.MoveNextAsync(), Is.True);

        // While the first sink holds, another audit of the same archive runs from beginning to end: the first could have read on.
        await opened.Archive.AuditToReportAsync(new AuditRequest());

        Assert.That(watch.Seen, Is.LessThanOrEqualTo(20 * parallelism + 20));
        Assert.That(watch.Hooks.HoursInFlight, Is.LessThanOrEqualTo(10 * parallelism + 20));
    }

    [TestCase(1)]
    [TestCase(8)]
    public async Task Audit_SinkBehindTheDiskAllTheWay_KeepsFewHoursInFlight(int parallelism)
    {
        using var listed = new SemaphoreSlim(0);
        var hooks = new AuditHooks
        {
            HoursOfMessage = 1,
            Before = (stage, _) =>
            {
                if (stage == "list") listed.Release();
            },
        };
        await using var opened = OpenedArchive.Open(RegularArchive.Of(Hours), ReaderKind.InMemory);

        // Each step is taken only once a further directory has been listed: the disk is always ahead of the sink.
        var steps = 0;
        await foreach (
            var step in opened
                .Archive.CreateAuditChannel(new AuditRequest(), new AuditContext { Parallelism = parallelism, Hooks = hooks })
                .ReadAllAsync())
        {
            if (step.Hour is not null && ++steps <= Hours) await listed.WaitAsync().Soon();
        }

        Assert.That(steps, Is.EqualTo(Hours));
        Assert.That(hooks.HoursInFlight, Is.LessThanOrEqualTo(10 * parallelism + 20));
    }

    [Test]
    public async Task Audit_HoursOfFewEntriesAndASinkThatHolds_LetsFewMessagesOfThemBeRead()
    {
        const int manyHours = 5000;
        const int mostHoursOfMessage = 32;
        var haveMany = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var watch = new StageWatch("list", 200 + mostHoursOfMessage, haveMany.SetResult);
        await using var opened = OpenedArchive.Open(RegularArchive.Of(manyHours), ReaderKind.InMemory);
        await using var held = opened
            .Archive.AuditAsync(new AuditRequest(), new AuditContext { Parallelism = 1, Hooks = watch.Hooks })
            .GetAsyncEnumerator();

        // The first messages are sent one hour each: nothing is known of the hours.
        for (var i = 0; i < 400; i++) Assert.That(await held.MoveNextAsync(), Is.True);

        Assert.That(async () => await haveMany.Task.Soon(), Throws.Nothing, "hours of three entries were sent one by one");
        await opened.Archive.AuditToReportAsync(new AuditRequest());

        Assert.That(watch.Hooks.HoursInFlight, Is.LessThanOrEqualTo(20 * mostHoursOfMessage));
    }
}
