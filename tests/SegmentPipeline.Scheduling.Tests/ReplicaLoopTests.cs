using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using SegmentPipeline.Hosting;
using SegmentPipeline.Replicas;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>When archives are compared and filled, by a clock that only the test moves.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ReplicaLoopTests : IDisposable
{
    private readonly SteppedClock _clock = new("2026-03-28T12:00:00Z");
    private readonly FakeLogger _log = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<string> _starts = Channel.CreateUnbounded<string>();
    private readonly Channel<Func<PassTally, Task>> _passes = Channel.CreateUnbounded<Func<PassTally, Task>>();

    private IEnumerable<(int Id, LogLevel Level)> Lines => _log.Collector.GetSnapshot().Select(record => (record.Id.Id, record.Level));

    public void Dispose()
    {
        _clock.Dispose();
        _stop.Dispose();
    }

    [Test]
    public async Task Loop_ThatFills_PassesAtOnceAndThenAfterEachPause()
    {
        var loop = Start(new ScheduledFill { Every = TimeSpan.FromMinutes(5) });

        Assert.That(await NextAsync(), Is.EqualTo("2026-03-28T12:00:00.000000Z"));
        Assert.That((loop.Status.IsRunning, loop.Status.Next), Is.EqualTo((true, (Timestamp?)null)));
        End(tally => tally.Report(Filled(published: 3)));
        await _clock.SomebodyWaitsAsync();
        Assert.That((loop.Status.IsRunning, loop.Status.Next), Is.EqualTo((false, (Timestamp?)Timestamp.Parse("2026-03-28T12:05:00Z"))));
        Assert.That(loop.Status.Fill!.Last!.Published, Is.EqualTo(3));
        Assert.That(loop.Status.Fill.Ended, Is.EqualTo(Timestamp.Parse("2026-03-28T12:00:00Z")));

        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.That(await NextAsync(), Is.EqualTo("2026-03-28T12:05:00.000000Z"));
        Assert.That(Lines, Is.EqualTo([(230, LogLevel.Information)]));
    }

    [Test]
    public async Task Loop_ThatOnlyCompares_PassesOnceAnHour()
    {
        var loop = Start(fill: null);

        await NextAsync();
        End(tally => tally.Report(Compared(complete: true)));
        await _clock.SomebodyWaitsAsync();

        Assert.That(loop.Status.Next, Is.EqualTo(Timestamp.Parse("2026-03-28T13:00:00Z")));
        Assert.That(loop.Status.Fill, Is.Null);
        Assert.That(loop.Status.Comparison!.Microseconds.Fillable, Is.EqualTo(7));
        Assert.That(Lines, Is.EqualTo([(231, LogLevel.Information)]));
    }

    [Test]
    public async Task Pass_ThatFails_IsOneLineAndTheNextComesWhenItIsDue()
    {
        var loop = Start(new ScheduledFill());

        await NextAsync();
        Fail(new FillException("the disk is full"));
        await _clock.SomebodyWaitsAsync();

        Assert.That(loop.Status.Failure, Is.EqualTo("the disk is full"));
        Assert.That(Lines, Is.EqualTo([(232, LogLevel.Error)]));
        _clock.Advance(TimeSpan.FromMinutes(2));
        await NextAsync();
        End(tally => tally.Report(Filled(published: 0)));
        await _clock.SomebodyWaitsAsync();
        Assert.That(loop.Status.Failure, Is.Null);
    }

    [Test]
    public async Task Pass_ThatStopsAtADefect_IsOneLineAndDoesNotEndTheLoop()
    {
        Start(new ScheduledFill());

        await NextAsync();
        Fail(new InvalidOperationException("planted"));
        await _clock.SomebodyWaitsAsync();
        _clock.Advance(TimeSpan.FromMinutes(2));

        await NextAsync();
        Assert.That(Lines, Is.EqualTo([(233, LogLevel.Critical)]));
    }

    [Test]
    public async Task Copy_ThatCannotBeAsked_IsToldOnceAndOnceWhenItAnswersAgain()
    {
        var loop = Start(new ScheduledFill());

        foreach (var cause in (string?[])["gone", "gone still", null])
        {
            await NextAsync();
            End(tally =>
            {
                tally.Report(Difference("node2", missing: 0, cause: null));
                tally.Report(Difference("node3", missing: 4, cause));
                tally.Report(Compared(complete: cause is null));
                tally.Report(Filled(published: 0));
            });
            await _clock.SomebodyWaitsAsync();
            Assert.That(loop.Status.Replicas.Select(replica => replica.Cause), Is.EqualTo([null, cause]));
            _clock.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.That(
            Lines,
            Is.EqualTo([
                (234, LogLevel.Warning), (230, LogLevel.Information),
                (230, LogLevel.Debug),
                (235, LogLevel.Information), (230, LogLevel.Debug),
            ]));
        Assert.That(loop.Status.Replicas.Select(replica => replica.Errors), Is.EqualTo([0, 2]));
        Assert.That(loop.Status.ComparedWholly, Is.EqualTo(Timestamp.Parse("2026-03-28T12:04:00Z")));
    }

    [Test]
    public async Task Figures_OfCopies_AddUpOverPassesAndDifferencesDoNot()
    {
        var loop = Start(new ScheduledFill());

        for (var pass = 0; pass < 2; pass++)
        {
            await NextAsync();
            End(tally =>
            {
                tally.Report(Difference("node2", missing: 2, cause: null));
                tally.Report(Difference("node2", missing: 3, cause: null));
                tally.Report(Fill("node2", FillState.Published));
                tally.Report(Fill("node2", FillState.Mismatch));
                tally.Report(Filled(published: 1));
            });
            await _clock.SomebodyWaitsAsync();
            _clock.Advance(TimeSpan.FromMinutes(2));
        }

        var status = loop.Status.Replicas[0];
        Assert.That(
            (status.Streams, status.Missing, status.Extra, status.Complete, status.Published, status.Mismatches),
            Is.EqualTo((2, 5L, 2L, true, 2L, 2L)));
    }

    [Test]
    public async Task Comparison_ThatDidNotComeToItsEnd_LeavesWhatWasKnown()
    {
        var loop = Start(new ScheduledFill());
        await NextAsync();
        End(tally =>
        {
            tally.Report(Compared(complete: true));
            tally.Report(Filled(published: 0));
        });
        await _clock.SomebodyWaitsAsync();
        _clock.Advance(TimeSpan.FromMinutes(2));

        await NextAsync();
        Fail(new FillException("the disk is full"));
        await _clock.SomebodyWaitsAsync();

        Assert.That(loop.Status.Comparison!.Microseconds.Nowhere, Is.EqualTo(11));
        Assert.That(loop.Status.Compared, Is.EqualTo(Timestamp.Parse("2026-03-28T12:00:00Z")));
    }

    [Test]
    public async Task Stop_OfTheHost_EndsThePassUnderWay()
    {
        var loop = new ReplicaLoop(Archive(new ScheduledFill()), new ReplicaSeams(
            async (_, cancellationToken) =>
            {
                await _starts.Writer.WriteAsync(_clock.Text, CancellationToken.None);
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            },
            null,
            _clock,
            _log));
        var running = loop.RunAsync(_stop.Token);
        await NextAsync();

        await _stop.CancelAsync();

        await Assert.ThatAsync(() => running.Soon(), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Lines, Is.Empty);
    }

    [Test]
    public async Task Loop_ThatFillsOnlyWhenAsked_ComparesUntilSomebodyAsks()
    {
        var loop = Start(new ScheduledFill { OnlyWhenAsked = true });
        await NextAsync();
        Assert.That((loop.Filling!.Activity, loop.TryFill()), Is.EqualTo((FillActivity.Comparing, false)));
        End(tally =>
        {
            Assert.That(tally.IsAsked, Is.False);
            tally.Report(Compared(complete: true));
        });
        await _clock.SomebodyWaitsAsync();
        Assert.That(loop.Filling.Next, Is.EqualTo(Timestamp.Parse("2026-03-28T13:00:00Z")));

        Assert.That((loop.TryFill(), loop.TryFill(), loop.TryPlan()), Is.EqualTo((true, false, false)));
        await NextAsync();
        Assert.That(loop.Filling.Activity, Is.EqualTo(FillActivity.Filling));
        End(tally =>
        {
            Assert.That(tally.IsAsked, Is.True);
            tally.Report(Filled(published: 3));
        });
        await _clock.SomebodyWaitsAsync();

        Assert.That((loop.Filling.Activity, loop.Filling.Last!.Published), Is.EqualTo((FillActivity.Idle, 3L)));
    }

    [Test]
    public async Task Failure_OfAComparison_IsNotThatOfAFilling_AndDoesNotHideOne()
    {
        var loop = Start(new ScheduledFill { OnlyWhenAsked = true });
        await NextAsync();
        Fail(new IOException("a copy is away"));
        await _clock.SomebodyWaitsAsync();
        Assert.That((loop.Filling!.Failure, loop.Status.Failure), Is.EqualTo(((string?)null, "a copy is away")));

        loop.TryFill();
        await NextAsync();
        Fail(new IOException("the disk is full"));
        await _clock.SomebodyWaitsAsync();
        _clock.Advance(TimeSpan.FromHours(1));
        await NextAsync();
        End(tally => tally.Report(Compared(complete: true)));
        await _clock.SomebodyWaitsAsync();

        Assert.That((loop.Filling.Failure, loop.Status.Failure), Is.EqualTo(("the disk is full", (string?)null)));
    }

    [Test]
    public async Task Plan_AskedFor_DoesNotPutOffTheNextPass()
    {
        var loop = Start(new ScheduledFill { Every = TimeSpan.FromMinutes(5) });
        await NextAsync();
        End(tally => tally.Report(Filled(published: 0)));
        await _clock.SomebodyWaitsAsync();
        _clock.Advance(TimeSpan.FromMinutes(2));

        Assert.That(loop.TryPlan(), Is.True);
        Assert.That(await NextAsync(), Is.EqualTo("plan 2026-03-28T12:02:00.000000Z"));
        await _clock.SomebodyWaitsAsync();

        Assert.That((loop.Filling!.Plan!.Files, loop.Filling.Next), Is.EqualTo((2L, (Timestamp?)Timestamp.Parse("2026-03-28T12:05:00Z"))));
        _clock.Advance(TimeSpan.FromMinutes(3));
        Assert.That(await NextAsync(), Is.EqualTo("2026-03-28T12:05:00.000000Z"));
    }

    [Test]
    public async Task Plan_ThatFails_SaysWhyAndTheLoopGoesOn()
    {
        var loop = Start(new ScheduledFill(), (_, _) => throw new FillException("the disk is away"));
        await NextAsync();
        End(tally => tally.Report(Filled(published: 0)));
        await _clock.SomebodyWaitsAsync();

        Assert.That(loop.TryPlan(), Is.True);
        await _clock.SomebodyWaitsAsync();

        Assert.That((loop.Filling!.PlanFailure, loop.Filling.Plan), Is.EqualTo(("the disk is away", (PlannedFill?)null)));
        Assert.That(loop.TryFill(), Is.True);
    }

    [Test]
    public async Task What_APassHasFound_IsToldBeforeItsEndIsSeen()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new PipelineMetrics(services.GetRequiredService<IMeterFactory>(), _clock);
        var seen = new List<bool>();
        ReplicaLoop loop = null!;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "segmentpipeline.fill.published") listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, published, _, _) =>
        {
            if (published > 0) seen.Add(loop.Status.IsRunning);
        });
        listener.Start();
        var log = new HeardLog(() => seen.Add(loop.Status.IsRunning));
        loop = new ReplicaLoop(Archive(new ScheduledFill()), new ReplicaSeams(PassAsync, metrics, _clock, log));
        _ = loop.RunAsync(_stop.Token);
        await NextAsync();

        End(tally =>
        {
            tally.Report(Fill("node2", FillState.Published));
            tally.Report(Filled(published: 1));
        });
        await _clock.SomebodyWaitsAsync();

        Assert.That((seen, loop.Status.IsRunning), Is.EqualTo((new List<bool> { true, true }, false)));
    }

    [Test]
    public void Loop_ThatOnlyCompares_IsNeverAskedToFill()
    {
        var loop = new ReplicaLoop(Archive(fill: null), new ReplicaSeams(PassAsync, null, _clock, _log));

        Assert.That((loop.TryFill(), loop.TryPlan(), loop.Filling), Is.EqualTo((false, false, (FillingStatus?)null)));
    }

    private static ScheduledArchive Archive(ScheduledFill? fill) => new()
    {
        Name = "a",
        Replicas = [new() { Name = "node2", Location = "http://node2" }, new() { Name = "node3", Location = "http://node3" }],
        Fill = fill,
    };

    private static FilledRecord Filled(long published) => new()
    {
        Wanted = published,
        Published = published,
        Tombstones = 0,
        Mismatches = 0,
        Unfillable = 0,
        Bytes = 0,
        HolesClosedMicroseconds = 0,
        Complete = true,
        Exit = 0,
    };

    private static ComparedRecord Compared(bool complete) => new()
    {
        Streams = 1,
        Missing = 0,
        Extra = 0,
        Holes = 1,
        Microseconds = new VerdictMicroseconds { Fillable = 7, Nowhere = 11 },
        Complete = complete,
    };

    private static ReplicaRecord Difference(string replica, long missing, string? cause) => new()
    {
        Stream = new StreamId("c", "q"),
        Replica = replica,
        Hours = 1,
        Same = 0,
        Missing = missing,
        Extra = 1,
        Withdrawn = 0,
        Twins = 0,
        Complete = cause is null,
        Cause = cause,
    };

    private static FillRecord Fill(string replica, FillState state) =>
        new() { Path = "c/q/h/n", State = state, Replica = replica, Bytes = 5 };

    private ReplicaLoop Start(ScheduledFill? fill, Func<FillPlanTally, CancellationToken, Task<PlannedFill>>? plan = null)
    {
        var loop = new ReplicaLoop(Archive(fill), new ReplicaSeams(PassAsync, null, _clock, _log) { Plan = plan ?? PlanAsync });
        _ = loop.RunAsync(_stop.Token);
        return loop;
    }

    private async Task PassAsync(PassTally tally, CancellationToken cancellationToken)
    {
        await _starts.Writer.WriteAsync(_clock.Text, CancellationToken.None);
        await (await _passes.Reader.ReadAsync(cancellationToken))(tally);
    }

    private async Task<PlannedFill> PlanAsync(FillPlanTally tally, CancellationToken cancellationToken)
    {
        await _starts.Writer.WriteAsync($"plan {_clock.Text}", CancellationToken.None);
        for (var file = 0; file < 2; file++) tally.Report(Fill("node2", FillState.Wanted));
        return tally.ToPlan(Timestamp.FromDateTimeOffset(_clock.GetUtcNow()), sampledBytes: 10, mostFiles: null);
    }

    private async Task<string> NextAsync() => await _starts.Reader.ReadAsync().AsTask().Soon();

    private void End(Action<PassTally> tell) => _passes.Writer.TryWrite(tally =>
    {
        tell(tally);
        return Task.CompletedTask;
    });

    private void Fail(Exception fault) => _passes.Writer.TryWrite(_ => Task.FromException(fault));

    private sealed class HeardLog(Action hear) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => hear();
    }
}
