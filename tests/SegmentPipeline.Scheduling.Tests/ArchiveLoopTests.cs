using SegmentPipeline.Testing;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>When audits begin, by a clock that only the test moves.</summary>
internal sealed class ArchiveLoopTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [TestCase(
        "30 2 * * *",
        "2026-03-28T12:00:00Z",
        "2026-03-29T01:00:00.000000Z",
        TestName = "Loop_WhereSummerTimeSkipsTheHour_RunsWhenTheHourEnds"
    )]
    [TestCase(
        "30 2 * * *",
        "2026-10-24T12:00:00Z",
        "2026-10-25T00:30:00.000000Z",
        TestName = "Loop_WhereAnHourComesTwice_RunsTheFirstTime"
    )]
    [TestCase("0 3 * * *", "2026-07-15T00:59:00Z", "2026-07-15T01:00:00.000000Z", TestName = "Loop_InAZone_RunsByItsClock")]
    public async Task Loop_WhenItIsDue_Runs(string cron, string start, string due)
    {
        using var bench = new LoopBench(cron, "Europe/Berlin", start).Start();

        await bench.Clock.MoveToAsync(due, Minute);

        Assert.That(await bench.NextStartAsync(), Is.EqualTo(due));
        bench.End();
        await bench.Clock.SomebodyWaitsAsync();
        Assert.That(bench.Loop.Status.LastRun, Is.EqualTo(new PastRun
        {
            Start = Timestamp.Parse(due),
            End = Timestamp.Parse(due),
            Outcome = 0,
            Failure = null,
        }));
        Assert.That(bench.HasStarted, Is.False);
    }

    [Test]
    public async Task Loop_WhereAnHourComesTwice_RunsTheNextTimeADayLater()
    {
        using var bench = new LoopBench("30 2 * * *", "Europe/Berlin", "2026-10-25T00:29:00Z").Start();
        await bench.Clock.MoveToAsync("2026-10-25T00:30:00Z", Minute);
        await bench.NextStartAsync();
        bench.End();

        await bench.Clock.MoveToAsync("2026-10-26T01:30:00Z", Minute);

        Assert.That(await bench.NextStartAsync(), Is.EqualTo("2026-10-26T01:30:00.000000Z"));
    }

    [Test]
    public async Task Loop_DueInMoreThanTheLongestTimer_WaitsForIt()
    {
        using var bench = new LoopBench("0 0 1 1 *").Start();

        await bench.Clock.MoveToAsync("2026-12-31T23:59:59.999999Z", Day);
        await bench.Clock.SomebodyWaitsAsync();
        Assert.That(bench.HasStarted, Is.False);
        bench.Clock.Advance(Minute);

        Assert.That(await bench.NextStartAsync(), Does.StartWith("2027-01-01T00:00:59"));
    }

    [Test]
    public async Task Clock_SetBackALittle_RunsNothingAgain()
    {
        using var bench = new LoopBench("0 3 * * *", start: "2026-03-28T02:59:30Z").Start();
        await bench.Clock.MoveToAsync("2026-03-28T03:00:00Z", Minute);
        await bench.NextStartAsync();
        bench.End();
        await bench.Clock.SomebodyWaitsAsync();

        bench.Clock.AdjustTime(Timestamp.Parse("2026-03-28T02:50:00Z").ToDateTimeOffset());
        bench.Clock.Advance(TimeSpan.FromMinutes(11));
        await bench.Clock.MoveToAsync("2026-03-29T02:59:00Z", Minute);
        await bench.Clock.SomebodyWaitsAsync();
        Assert.That(bench.HasStarted, Is.False);
        bench.Clock.Advance(Minute);

        Assert.That(await bench.NextStartAsync(), Is.EqualTo("2026-03-29T03:00:00.000000Z"));
    }

    [Test]
    public async Task LastRun_OfAYearAhead_IsNotWaitedFor()
    {
        var wrong = Timestamp.Parse("2027-03-28T03:00:00Z");
        using var bench = new LoopBench("0 3 * * *", last: new PastRun { Start = wrong, End = wrong, Outcome = 0, Failure = null }).Start();

        await bench.Clock.MoveToAsync("2026-03-29T03:00:00Z", Minute);

        Assert.That(await bench.NextStartAsync(), Is.EqualTo("2026-03-29T03:00:00.000000Z"));
    }

    [Test]
    public async Task Occurrences_MissedWhileNoHostRan_MakeOneRun()
    {
        using var bench = new LoopBench("0 3 * * *", last: Ended("2026-03-20T03:30:00Z")).Start();

        Assert.That(await bench.NextStartAsync(), Is.EqualTo("2026-03-28T12:00:00.000000Z"));
        bench.End();
        await bench.Clock.MoveToAsync("2026-03-29T03:00:00Z", Minute);
        Assert.That(await bench.NextStartAsync(), Is.EqualTo("2026-03-29T03:00:00.000000Z"));
        Assert.That(bench.Events, Is.EqualTo([211]));
    }

    [TestCase("2026-03-28T03:30:00Z", TestName = "Host_StartedAgain_WithNothingMissed_Waits")]
    [TestCase(null, TestName = "Archive_NeverAudited_HasMissedNothing")]
    public async Task Archive_ThatMissedNothing_Waits(string? last)
    {
        using var bench = new LoopBench("0 3 * * *", last: last is null ? null : Ended(last)).Start();

        await bench.Clock.SomebodyWaitsAsync();

        Assert.That(bench.HasStarted, Is.False);
        Assert.That(bench.Loop.Status.Due, Is.EqualTo(Timestamp.Parse("2026-03-29T03:00:00Z")));
        Assert.That(bench.Loop.Status.LastRun?.Outcome, Is.EqualTo(last is null ? null : (AuditOutcome?)AuditOutcome.Success));
    }

    [Test]
    public async Task Run_ThatWasCutOff_GoesOnAtTheStart()
    {
        using var bench = new LoopBench("0 3 * * *", last: new PastRun
        {
            Start = Timestamp.Parse("2026-03-28T11:59:00Z"),
            End = null,
            Outcome = null,
            Failure = null,
        }).Start();

        Assert.That(await bench.NextStartAsync(), Is.EqualTo("2026-03-28T12:00:00.000000Z"));
        Assert.That(bench.Events, Is.EqualTo([212]));
    }

    [Test]
    public async Task Run_StillGoingWhenTheNextIsDue_CountsForIt()
    {
        using var bench = new LoopBench("0 * * * *").Start();
        await bench.Clock.MoveToAsync("2026-03-28T13:00:00Z", Minute);
        await bench.NextStartAsync();

        bench.Clock.Advance(TimeSpan.FromHours(2.5));
        bench.End();
        await bench.Clock.SomebodyWaitsAsync();

        Assert.That(bench.HasStarted, Is.False);
        Assert.That(bench.Loop.Status.Due, Is.EqualTo(Timestamp.Parse("2026-03-28T16:00:00Z")));
        Assert.That(bench.Events, Is.EqualTo([210]));
    }

    [Test]
    public async Task Run_ThatFails_IsToldAndTheNextOneComesAtItsTime()
    {
        using var bench = new LoopBench("0 * * * *").Start();
        await bench.Clock.MoveToAsync("2026-03-28T13:00:00Z", Minute);
        await bench.NextStartAsync();
        bench.Fail(new AuditFailedException("the root\nis gone"));
        await bench.Clock.SomebodyWaitsAsync();
        Assert.That(bench.Loop.Status.LastRun, Is.EqualTo(new PastRun
        {
            Start = Timestamp.Parse("2026-03-28T13"),
            End = Timestamp.Parse("2026-03-28T13"),
            Outcome = AuditOutcome.Failed,
            Failure = @"the root\x0Ais gone",
        }));

        bench.Clock.Advance(TimeSpan.FromHours(1));
        await bench.NextStartAsync();
        bench.Fail(new InvalidOperationException("planted"));
        await bench.Clock.SomebodyWaitsAsync();

        bench.Clock.Advance(TimeSpan.FromHours(1));
        await bench.NextStartAsync();
        bench.End();
        await bench.Clock.SomebodyWaitsAsync();
        Assert.That(bench.Loop.Status.LastRun!.Outcome, Is.EqualTo(AuditOutcome.Success));
        Assert.That(bench.Events, Is.EqualTo([202, 204]));
    }

    [Test]
    public async Task Archive_ThatCannotBeAudited_IsToldAtTheStartAndTriedWhenItIsDue()
    {
        using var bench = new LoopBench("0 3 * * *", obstacle: "there is no directory /srv/archive").Start();
        await bench.Clock.SomebodyWaitsAsync();

        Assert.That(
            bench.Log.Collector.GetSnapshot().Single().Message,
            Does.StartWith("Cannot audit a as things are: there is no directory /srv/archive; "));
        bench.Clock.Advance(TimeSpan.FromHours(15));

        Assert.That(await bench.NextStartAsync(), Is.EqualTo("2026-03-29T03:00:00.000000Z"));
        Assert.That(bench.Events, Is.EqualTo([214]));
    }

    [Test]
    public async Task Run_AskedFor_BeginsNowAndOnlyOnce()
    {
        using var bench = new LoopBench(cron: null).Start();
        await bench.Clock.SomebodyWaitsAsync();

        var exit = bench.Loop.TryStart();
        Assert.That(exit, Is.Not.Null);
        Assert.That(bench.Loop.TryStart(), Is.Null);
        await bench.NextStartAsync();
        Assert.That(bench.Loop.TryStart(), Is.Null);
        Assert.That(bench.Loop.Status, Is.EqualTo(new ArchiveStatus
        {
            Name = "a",
            Root = "/srv/archive",
            Activity = ArchiveActivity.Running,
            Since = Timestamp.Parse("2026-03-28T12"),
            Progress = new AuditProgress { HoursDone = 1, HoursTotal = 2, Entries = 3 },
            Due = null,
            LastRun = null,
        }));
        bench.End(AuditOutcome.Findings);

        Assert.That(await exit!.Soon(), Is.EqualTo(AuditOutcome.Findings));
        await bench.Clock.SomebodyWaitsAsync();
        Assert.That(bench.HasStarted, Is.False);
        Assert.That(bench.Loop.TryStart(), Is.Not.Null);
        await bench.NextStartAsync();
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task Archives_DueTogether_AreAuditedAsManyAtOnceAsThereMayBe(int atOnce)
    {
        using var places = new SemaphoreSlim(atOnce);
        using var first = new LoopBench(null, places: places).Start();
        using var second = new LoopBench(null, places: places).Start();
        var firstExit = first.Loop.TryStart()!;
        await first.NextStartAsync();
        var secondExit = second.Loop.TryStart()!;

        if (atOnce == 1)
        {
            Assert.That(second.Loop.Status.Activity, Is.EqualTo(ArchiveActivity.Waiting));
            Assert.That(second.HasStarted, Is.False);
            first.Fail(new InvalidOperationException("planted"));
            Assert.That(await firstExit.Soon(), Is.EqualTo(AuditOutcome.Failed));
        }

        await second.NextStartAsync();
        second.End();
        Assert.That(await secondExit.Soon(), Is.EqualTo(AuditOutcome.Success));
        Assert.That(firstExit.IsCompleted, Is.EqualTo(atOnce == 1));
    }

    [Test]
    public async Task Host_ThatStops_CancelsTheRun()
    {
        using var bench = new LoopBench(null).Start();
        var exit = bench.Loop.TryStart()!;
        await bench.NextStartAsync();

        await bench.StopAsync();

        Assert.That(exit.IsCanceled, Is.True);
        Assert.That(bench.Events, Is.EqualTo([203]));
        Assert.That(bench.Loop.Status.LastRun, Is.EqualTo(new PastRun
        {
            Start = Timestamp.Parse("2026-03-28T12"),
            End = null,
            Outcome = null,
            Failure = null,
        }));
    }

    private static PastRun Ended(string end) => new()
    {
        Start = Timestamp.Parse(end).AddMicroseconds(-1),
        End = Timestamp.Parse(end),
        Outcome = 0,
        Failure = null,
    };
}
