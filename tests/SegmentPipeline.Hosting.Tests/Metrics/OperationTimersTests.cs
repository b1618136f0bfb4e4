using SegmentPipeline.Testing;

namespace SegmentPipeline.Hosting.Tests.Metrics;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class OperationTimersTests
{
    private readonly TimedOperations _timed = new();

    [TearDown]
    public void Stop() => _timed.Dispose();

    [Test]
    public async Task Selection_OfAnArchive_IsDividedByItsSegments()
    {
        await using var opened = OpenedArchive.Open(RegularArchive.Of(1), ReaderKind.InMemory);
        var range = RegularArchive.Within(0, 0, 3600);
        var sequence = await opened.Archive.SelectTimedAsync(_timed.Timers, RegularArchive.Stream, range);

        Assert.That(sequence.Segments, Has.Count.EqualTo(2));
        Assert.That(_timed.Whole(), Is.EqualTo(["0 100 200 operation=selection"]));
        Assert.That(_timed.PerUnit(), Is.EqualTo(["0 50 100 operation=selection work=segment"]));
        await Assert.ThatAsync(
            () => opened.Archive.SelectTimedAsync(_timed.Timers, new StreamId("no", "such"), range),
            Throws.InstanceOf<StreamNotFoundException>());
        Assert.That(_timed.Whole()[1], Is.EqualTo("0 100 200 operation=selection error.type=SegmentPipeline.StreamNotFoundException"));
    }

    [Test]
    public async Task Audit_OfAnArchive_IsDividedByItsEntries()
    {
        await using var opened = OpenedArchive.Open(RegularArchive.Of(5), ReaderKind.InMemory);
        var records = await opened.Archive.AuditTimedAsync(_timed.Timers, new AuditRequest()).ToListAsync();

        Assert.That(records[^1], Is.InstanceOf<SummaryRecord>());
        Assert.That(_timed.Whole(), Is.EqualTo(["0 100 200 operation=audit"]));
        Assert.That(_timed.PerUnit(), Is.EqualTo(["0 5 10 operation=audit work=entry"]));
    }

    [Test]
    public void LedgerWrite_OfRows_IsDividedByThem()
    {
        _timed.Timers.LedgerWrite.Run("main", _ => 4);

        Assert.That(_timed.PerUnit(), Is.EqualTo(["0 0.25 0.5 operation=ledger.write archive=main work=row"]));
    }

    [Test]
    public async Task HttpRequest_OfAnyMethod_HasFewLabelValues()
    {
        await _timed.Timers.HttpRequest.RunAsync(new HttpOperation
        {
            Method = "GET",
            Route = "/api/archives/{name}",
        }, _ => Task.FromResult(200));
        await _timed.Timers.HttpRequest.RunAsync(new HttpOperation { Method = "BREW", Route = null }, _ => Task.FromResult(404));
        await Assert.ThatAsync(
            () => _timed.Timers.HttpRequest.RunAsync(new HttpOperation
            {
                Method = "POST",
                Route = "/x",
            }, _ => throw new IOException()), Throws.InstanceOf<IOException>());

        Assert.That(_timed.Whole(), Is.EqualTo(
        [
            "0 100 200 operation=http.request method=GET route=/api/archives/{name} status=200",
            "0 100 200 operation=http.request method=_OTHER route= status=404",
            "0 100 200 operation=http.request error.type=System.IO.IOException method=POST route=/x status=",
        ]));
        Assert.That(_timed.PerUnit(), Is.Empty);
    }

    [Test]
    public void ThreadTimes_OfWorkOnThisThread_Grow()
    {
        var begin = CpuClock.Best.Thread();
        var turns = 0L;
        while (CpuClock.Best.Thread() is var now && now.User + now.System == begin.User + begin.System && turns < 100_000_000) turns++;

        var used = CpuClock.Best.Thread() - begin;
        Assert.That(used.User + used.System, Is.GreaterThan(TimeSpan.Zero));
    }

    [Test]
    [Platform("Linux")]
    public void ThreadTimes_OfWorkOnAnotherThread_AreNotThisThreads()
    {
        var (thread, process) = (CpuClock.Best.Thread(), CpuClock.Best.Process());
        var other = new Thread(() =>
        {
            while (Total(CpuClock.Best.Process() - process) < TimeSpan.FromMilliseconds(200)) Math.Sqrt(2);
        });
        other.Start();
        other.Join();

        Assert.That(Total(CpuClock.Best.Thread() - thread), Is.LessThan(TimeSpan.FromMilliseconds(100)));
    }

    private static TimeSpan Total(CpuTimes times) => times.User + times.System;
}
