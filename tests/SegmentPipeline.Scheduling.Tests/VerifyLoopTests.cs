using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using SegmentPipeline.Ledger;
using SegmentPipeline.Testing;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>When archives are verified, by a clock that only the test moves.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class VerifyLoopTests : IDisposable
{
    private readonly SteppedClock _clock = new("2026-03-28T12:00:00Z");
    private readonly FakeLogger _log = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<string> _starts = Channel.CreateUnbounded<string>();
    private readonly Channel<Func<VerifyPass, Task>> _passes = Channel.CreateUnbounded<Func<VerifyPass, Task>>();
    private VerifyHistory _history = VerifyHistory.None;
    private volatile bool _isAudited;

    private IEnumerable<(int Id, LogLevel Level)> Lines => _log.Collector.GetSnapshot().Select(record => (record.Id.Id, record.Level));

    public void Dispose()
    {
        _clock.Dispose();
        _stop.Dispose();
    }

    [Test]
    public async Task Loop_WithoutASchedule_PassesAtOnceAndThenAfterAPause()
    {
        var loop = Start(new ScheduledVerify());

        Assert.That(await NextAsync(), Is.EqualTo("2026-03-28T12:00:00.000000Z"));
        Assert.That(loop.IsRunning, Is.True);
        End(corrupt: 0);
        await MoveOnAsync("2026-03-28T12:10:00Z");

        Assert.That(await NextAsync(), Is.EqualTo("2026-03-28T12:10:00.000000Z"));
        Assert.That(Lines, Is.EqualTo([(240, LogLevel.Information)]));
    }

    [Test]
    public async Task Loop_WithASchedule_PassesWhenItIsDue()
    {
        Start(new ScheduledVerify { Schedule = "0 13 * * *" });

        await MoveOnAsync("2026-03-28T13:00:00Z");

        Assert.That(await NextAsync(), Is.EqualTo("2026-03-28T13:00:00.000000Z"));
    }

    [Test]
    public async Task Pass_AskedFor_BeginsAtOnceAndOnlyOnce()
    {
        var loop = Start(new ScheduledVerify { Schedule = "0 13 * * *" });
        await _clock.SomebodyWaitsAsync();

        Assert.That((loop.TryStart(), loop.TryStart()), Is.EqualTo((true, false)));
        Assert.That(await NextAsync(), Is.EqualTo("2026-03-28T12:00:00.000000Z"));
        Assert.That((loop.Status.Activity, loop.TryStart()), Is.EqualTo((ArchiveActivity.Running, false)));
        End(corrupt: 0);
        await _clock.SomebodyWaitsAsync();

        Assert.That((loop.Status.Activity, loop.Status.Due), Is.EqualTo((ArchiveActivity.Idle, (Timestamp?)Timestamp.Parse("2026-03-28T13:00:00Z"))));
        Assert.That(loop.TryStart(), Is.True);
    }

    [Test]
    public async Task Pass_AskedForOutsideOfTheWindow_WaitsForIt()
    {
        Assert.That(DailyWindow.TryParse("13:00-14:00", out var window), Is.True);
        var loop = Start(new ScheduledVerify { Schedule = "0 20 * * *", Window = window });
        await _clock.SomebodyWaitsAsync();

        Assert.That(loop.TryStart(), Is.True);
        await MoveOnAsync("2026-03-28T13:00:00Z");

        Assert.That(await NextAsync(), Is.EqualTo("2026-03-28T13:00:00.000000Z"));
    }

    [TestCase(LedgerRunStatus.Running, "2026-03-28T12:00:00.000000Z")]
    [TestCase(LedgerRunStatus.Killed, "2026-03-28T12:00:00.000000Z")]
    [TestCase(LedgerRunStatus.Cancelled, "2026-03-28T12:00:00.000000Z")]
    [TestCase(LedgerRunStatus.Budget, "2026-03-28T13:00:00.000000Z")]
    public async Task Pass_ThatWasCutOff_GoesOnAtTheStart(LedgerRunStatus status, string start)
    {
        Recall("2026-03-28T03:00:00Z", "2026-03-28T04:00:00Z", status);
        Start(new ScheduledVerify { Schedule = "0 13 * * *" });

        if (!start.Contains("T12", StringComparison.Ordinal)) await MoveOnAsync("2026-03-28T13:00:00Z");

        Assert.That(await NextAsync(), Is.EqualTo(start));
    }

    [Test]
    public async Task Occurrence_ThatWasMissed_IsMadeUpFor()
    {
        Recall("2026-03-26T13:00:00Z", "2026-03-26T14:00:00Z", LedgerRunStatus.Complete);
        Start(new ScheduledVerify { Schedule = "0 13 * * *" });

        Assert.That(await NextAsync(), Is.EqualTo("2026-03-28T12:00:00.000000Z"));
    }

    [Test]
    public async Task Loop_AfterARestart_KeepsThePause()
    {
        Recall("2026-03-28T11:00:00Z", "2026-03-28T11:55:00Z", LedgerRunStatus.Complete);
        Start(new ScheduledVerify());

        await MoveOnAsync("2026-03-28T12:05:00Z");

        Assert.That(await NextAsync(), Is.EqualTo("2026-03-28T12:05:00.000000Z"));
    }

    [Test]
    public async Task Pass_OutsideOfTheWindow_WaitsForIt()
    {
        Assert.That(DailyWindow.TryParse("13:00-14:00", out var window), Is.True);
        Start(new ScheduledVerify { Window = window });

        await MoveOnAsync("2026-03-28T13:00:00Z");

        Assert.That(await NextAsync(), Is.EqualTo("2026-03-28T13:00:00.000000Z"));
    }

    [Test]
    public async Task Pass_WhileAnAuditRuns_WaitsForItsEnd()
    {
        _isAudited = true;
        Start(new ScheduledVerify());
        await _clock.SomebodyWaitsAsync();

        _isAudited = false;
        _clock.Advance(ReadingGate.BetweenAsking);

        Assert.That(await NextAsync(), Is.EqualTo("2026-03-28T12:00:05.000000Z"));
    }

    [Test]
    public async Task Pass_ThatFails_IsOneLineAndTheNextComesWhenItIsDue()
    {
        Start(new ScheduledVerify());

        await NextAsync();
        Fail(new AuditFailedException("there is no directory /srv/a"));
        await MoveOnAsync("2026-03-28T12:10:00Z");
        await NextAsync();
        Fail(new InvalidOperationException("planted"));
        await MoveOnAsync("2026-03-28T12:20:00Z");
        await NextAsync();

        Assert.That(Lines, Is.EqualTo([(241, LogLevel.Error), (242, LogLevel.Critical)]));
    }

    [Test]
    public async Task Pass_ThatFindsCorruptFiles_IsAWarning()
    {
        Start(new ScheduledVerify());

        await NextAsync();
        End(corrupt: 2);
        await _clock.SomebodyWaitsAsync();

        Assert.That(Lines, Is.EqualTo([(240, LogLevel.Warning)]));
        Assert.That(
            _log.LatestRecord.Message,
            Does.StartWith("Verified a: files: 10 of 12, bytes: 30, 2 corrupt, 0 unreadable, 0 vanished, hidden holes: 0; "));
    }

    [Test]
    public async Task Stop_OfTheHost_EndsThePassUnderWay()
    {
        var loop = new VerifyLoop(Archive(new ScheduledVerify()), Seams(async (_, cancellationToken) =>
        {
            await _starts.Writer.WriteAsync(_clock.Text, CancellationToken.None);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }));
        var running = loop.RunAsync(_stop.Token);
        await NextAsync();

        await _stop.CancelAsync();

        await Assert.ThatAsync(() => running.Soon(), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Lines, Is.EqualTo([(243, LogLevel.Information)]));
        Assert.That(loop.IsRunning, Is.False);
    }

    [Test]
    public async Task History_ThatCannotBeRead_IsToldAndHoldsUpNothing()
    {
        var loop = new VerifyLoop(
            Archive(new ScheduledVerify()),
            Seams(PassAsync) with { Recall = () => throw new IOException("planted") });
        _ = loop.RunAsync(_stop.Token);

        await NextAsync();

        Assert.That(Lines, Is.EqualTo([(244, LogLevel.Warning)]));
    }

    private static ScheduledArchive Archive(ScheduledVerify verify) => new() { Name = "a", Verify = verify };

    private void Recall(string started, string ended, LedgerRunStatus status) => _history = new VerifyHistory(
        new LedgerRun { Id = 1, Started = Timestamp.Parse(started), Ended = Timestamp.Parse(ended), Status = status },
        CauseCounts.None);

    private VerifySeams Seams(Func<VerifyPass, CancellationToken, Task> pass) =>
        new(pass, () => _history, () => _isAudited, _clock, _log);

    private VerifyLoop Start(ScheduledVerify verify)
    {
        var loop = new VerifyLoop(Archive(verify), Seams(PassAsync));
        _ = loop.RunAsync(_stop.Token);
        return loop;
    }

    private async Task PassAsync(VerifyPass pass, CancellationToken cancellationToken)
    {
        await _starts.Writer.WriteAsync(_clock.Text, CancellationToken.None);
        await (await _passes.Reader.ReadAsync(cancellationToken))(pass);
    }

    private Task MoveOnAsync(string moment) => _clock.MoveToAsync(moment, TimeSpan.FromMinutes(1));

    private async Task<string> NextAsync() => await _starts.Reader.ReadAsync().AsTask().Soon();

    private void End(long corrupt) => _passes.Writer.TryWrite(pass =>
    {
        pass.Tally.Add(new VerificationSummaryRecord
        {
            Level = VerificationLevel.Full,
            Files = 12,
            Bytes = 30,
            Right = 10 - corrupt,
            Corrupt = corrupt,
            Unreadable = 0,
            Vanished = 0,
            NotChecked = 2,
            Complete = false,
            Outcome = corrupt > 0 ? AuditOutcome.Findings : AuditOutcome.BudgetSpent,
            Elapsed = TimeSpan.Zero,
        });
        return Task.CompletedTask;
    });

    private void Fail(Exception fault) => _passes.Writer.TryWrite(_ => Task.FromException(fault));
}
