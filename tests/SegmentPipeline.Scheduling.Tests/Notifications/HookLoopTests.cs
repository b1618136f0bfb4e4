using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Testing;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>When a hook is told, by a clock that the test moves.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class HookLoopTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly SteppedClock _clock = new("2026-03-29T03:00:00Z");
    private readonly CancellationTokenSource _stop = new();
    private readonly Deliveries _deliveries = new();
    private readonly ScheduledArchive _archive = new() { Name = "a", Audit = { Root = "/nowhere", Ledger = "/nowhere/a.db" }, Replicas = [new ScheduledReplica { Name = "node2" }] };
    private readonly FakeLogger _log = new();
    private ArchiveNotices _notices = null!;
    private Task _running = Task.CompletedTask;
    private bool _isAwaited;

    [TearDown]
    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _clock.Dispose();
    }

    [Test]
    public async Task Hook_InQuietHours_IsToldAfterwardsInOneMessage()
    {
        Assert.That(DailyWindow.TryParse("02:00-03:10", out var quiet), Is.True);
        Start(new NotifyHook { Name = "desk", Webhook = "x", Quiet = quiet });
        _notices.FailRun("no disk");
        Silence("c/q");

        var (message, time) = await NextAsync();

        Assert.That(message.Title, Is.EqualTo("a: 1 failed run, 1 silent stream; over: 1 failed run"));
        Assert.That(time, Is.GreaterThanOrEqualTo(At("03:10")));
        Assert.That(_deliveries.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task Hook_InQuietHoursOfItsTimeZone_IsQuietByItsClock()
    {
        Assert.That(DailyWindow.TryParse("04:00-06:00", out var quiet), Is.True);
        Start(new NotifyHook { Name = "desk", Webhook = "x", Quiet = quiet, TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") });
        _notices.FailRun("no disk");

        var (_, time) = await NextAsync();

        Assert.That(time, Is.GreaterThanOrEqualTo(At("04:00")), "that is six there, summer time having begun");
    }

    [Test]
    public async Task Hook_WithARate_IsToldTheRestInOneMessage()
    {
        Start(new NotifyHook { Name = "desk", Webhook = "x", Every = TimeSpan.FromMinutes(15) });
        _notices.FailRun("no disk");
        var first = await NextAsync();
        Silence("c/q");
        Silence("c/q", "c/r");

        var second = await NextAsync();

        Assert.That(second.Message.Title, Is.EqualTo("a: 2 silent streams; over: 1 failed run"));
        Assert.That(second.Time - first.Time, Is.GreaterThanOrEqualTo(TimeSpan.FromMinutes(15)));
    }

    [Test]
    public async Task Message_ThatFails_IsTriedAgainLaterAndLater_UnderTheSameId()
    {
        _deliveries.Faults = 3;
        Start(new NotifyHook { Name = "desk", Webhook = "x" });
        _notices.FailRun("no disk");
        var first = await NextAsync();
        Silence("c/q");
        var (second, third, fourth, fifth) = (await NextAsync(), await NextAsync(), await NextAsync(), await NextAsync());

        Assert.That(second.Time - first.Time, Is.GreaterThanOrEqualTo(Minute));
        Assert.That(third.Time - second.Time, Is.GreaterThanOrEqualTo(2 * Minute));
        Assert.That(fourth.Time - third.Time, Is.GreaterThanOrEqualTo(4 * Minute));
        Assert.That(new[] { second, third, fourth }.Select(sent => sent.Message.Id), Is.All.EqualTo(first.Message.Id));
        Assert.That(fourth.Message.ToJson(), Is.EqualTo(first.Message.ToJson()));
        Assert.That(fifth.Message.Title, Is.EqualTo("a: 1 silent stream; over: 1 failed run"));
        Assert.That(fifth.Message.Id, Is.Not.EqualTo(first.Message.Id));
    }

    [Test]
    public async Task Message_ThatIsRefusedAgainAndAgain_IsGivenUp_AndHoldsUpNothing()
    {
        _deliveries.Faults = 10;
        _deliveries.IsRefusing = true;
        Start(new NotifyHook { Name = "desk", Webhook = "x" });
        _notices.FailRun("no disk");
        var refused = new List<(HookMessage Message, DateTimeOffset Time)> { await NextAsync() };
        Silence("c/q");
        while (refused.Count < 10) refused.Add(await NextAsync());
        var next = await NextAsync();

        Assert.That(refused.Select(one => one.Message.Id).Distinct().Count(), Is.EqualTo(1));
        Assert.That(refused[^1].Time - refused[0].Time, Is.GreaterThan(TimeSpan.FromHours(4)).And.LessThan(TimeSpan.FromHours(5)));
        Assert.That(next.Message.Title, Is.EqualTo("a: 1 silent stream; over: 1 failed run"));
        Assert.That(_log.Collector.GetSnapshot().Count(record => record.Id.Id == 256), Is.EqualTo(1));
        Assert.That(
            _log.Collector.GetSnapshot().Single(record => record.Id.Id == 256).Message,
            Is.EqualTo($"Gave up telling desk by webhook: message {refused[0].Message.Id}, a: 1 failed run, was refused 10 times; it answered 400"));
    }

    [Test]
    public async Task Copy_ThatDoesNotAnswer_IsToldAfterItsPatience_AndWhenItAnswers()
    {
        Start(new NotifyHook { Name = "desk", Webhook = "x", Patience = TimeSpan.FromMinutes(5) });
        _notices.Ask("node2", "it cannot be reached");
        await _clock.MoveToAsync("2026-03-29T03:20:00Z", Minute);
        Assert.That(_deliveries.Count, Is.Zero, "it was asked once, and may have been back a minute later");
        _notices.Ask("node2", "it says 503");
        var told = await NextAsync();
        _notices.Ask("node2", null);
        var over = await NextAsync();

        Assert.That(told.Time, Is.GreaterThanOrEqualTo(At("03:20")));
        Assert.That(told.Message.Lines(9).Single(), Does.StartWith("a: the copy node2 does not answer since 2026-03-29T03:00:00.000000Z").And.Contain("it says 503"));
        Assert.That(over.Message.Title, Is.EqualTo("a: over: 1 copy that does not answer"));
    }

    [Test]
    public async Task Copy_ThatAnswersInTime_IsNotTold()
    {
        Start(new NotifyHook { Name = "desk", Webhook = "x", Patience = TimeSpan.FromMinutes(5) });
        _notices.Ask("node2", "it cannot be reached");
        _notices.Ask("node2", null);
        await _clock.MoveToAsync("2026-03-29T03:20:00Z", Minute);
        _notices.FailRun("no disk");

        Assert.That((await NextAsync()).Message.Title, Is.EqualTo("a: 1 failed run"));
    }

    [Test]
    public async Task Files_ThatWaitLongerThanWithin_AreTold_AndWhenTheyDoNot()
    {
        _archive.Verify = new ScheduledVerify { Within = TimeSpan.FromHours(2) };
        Start(new NotifyHook { Name = "desk", Webhook = "x" });
        _notices.Verify(At("01:02"));
        var told = await NextAsync();
        _notices.Verify(_clock.GetUtcNow());
        var over = await NextAsync();

        Assert.That(told.Time, Is.GreaterThan(At("03:02")));
        Assert.That(told.Message.Lines(9), Is.EqualTo((string[])["a: files wait to be verified since 2026-03-29T01:02:00.000000Z, longer than 2 h"]));
        Assert.That(over.Message.Title, Is.EqualTo("a: over: 1 archive not verified in time"));
    }

    [Test]
    public async Task Holes_ThatAreShorterThanAtLeast_AreNotTold()
    {
        Start(new NotifyHook { Name = "desk", Webhook = "x", AtLeast = TimeSpan.FromSeconds(5) });
        Tell(
            Hole(DeltaChange.New, 5_000_000),
            Hole(DeltaChange.New, 4_999_999),
            Hole(DeltaChange.Shrunk, 9_000_000),
            Hole(DeltaChange.Grown, 6_000_000));

        var (message, _) = await NextAsync();

        Assert.That(message.Title, Is.EqualTo("a: 2 holes"));
        Assert.That(message.Lines(9)[0], Does.StartWith("a: grown hole in c/q, "));
    }

    [Test]
    public async Task Changes_OfWhichThereAreVeryMany_AreCounted()
    {
        Start(new NotifyHook { Name = "desk", Webhook = "x" });
        Tell([.. Enumerable.Range(1, 100_000).Select(length => Hole(DeltaChange.New, length))]);

        var (message, _) = await NextAsync();

        Assert.That(message.Title, Is.EqualTo("a: 100000 holes"));
        Assert.That(message.Notice!.Items, Has.Count.EqualTo(Notice.MostItems));
        Assert.That(message.Notice.Items[0].Microseconds, Is.EqualTo(100_000));
        Assert.That(message.Lines(1), Has.Count.EqualTo(2));
        Assert.That(message.Lines(1)[1], Is.EqualTo("and 99999 more"));
        Assert.That(message.ToJson(), Has.Length.LessThan(50_000));
    }

    [Test]
    public async Task Run_ThatWasMissed_IsToldWithTheNext()
    {
        Start(new NotifyHook { Name = "desk", Webhook = "x" });
        _notices.Miss(Timestamp.Parse("2026-03-29T02:00:00Z"), "while no host was running");
        Silence("c/q");

        var (message, _) = await NextAsync();

        Assert.That(message.Title, Is.EqualTo("a: 1 silent stream, 1 missed run"));
        Assert.That(
            message.Lines(9)[1],
            Is.EqualTo("a: a run was missed: it was due at 2026-03-29T02:00:00.000000Z while no host was running"));
    }

    [Test]
    public async Task Run_ThatCouldNotReadEverything_IsTold_AndEndsNoSilence()
    {
        Start(new NotifyHook { Name = "desk", Webhook = "x" });
        Silence("c/q");
        await NextAsync();
        var unread = Summary with { Complete = false, Findings = new FindingCounts { Unreadable = 2 } };
        _notices.EndRun([new RunNotices("a", TimeSpan.Zero)], 2, unread, null);
        var incomplete = await NextAsync();
        Tell(Looked("c/q"));
        var over = await NextAsync();

        Assert.That(incomplete.Message.Lines(9), Is.EqualTo((string[])["a: a run could not read everything: 2 directories or files could not be read"]));
        Assert.That(over.Message.Title, Is.EqualTo("a: over: 1 silent stream, 1 incomplete run"));
    }

    [Test]
    public async Task Stream_ThatIsNotLookedAtAnyMore_IsNotSaidToSpeak()
    {
        Start(new NotifyHook { Name = "desk", Webhook = "x" });
        Silence("c/q", "c/r");
        await NextAsync();
        Tell(Looked("c/r"));

        Assert.That((await NextAsync()).Message.Title, Is.EqualTo("a: over: 1 silent stream"));
        Assert.That(_notices.Store.TroublesOf("desk"), Is.Empty);
    }

    private static StreamRecord Looked(string stream) => new()
    {
        Stream = StreamId.Parse(stream),
        Window = null,
        Hours = 1,
        Entries = default,
        Microseconds = default,
        Holes = 0,
        Degraded = 0,
        Overlaps = 0,
        Discontinuities = 0,
        LongestHole = TimeSpan.Zero,
    };

    private static DateTimeOffset At(string time) => Timestamp.Parse($"2026-03-29T{time}:00Z").ToDateTimeOffset();

    private static DeltaRecord Hole(DeltaChange change, long microseconds) => new()
    {
        Stream = new StreamId("c", "q"),
        Change = change,
        Class = CoverageClass.Missing,
        Range = new TimeRange(new Timestamp(0), new Timestamp(microseconds)),
    };

    private void Start(NotifyHook hook)
    {
        _deliveries.Clock = _clock;
        var store = new NoticeStore(_archive, ["desk"], _clock, _log);
        _notices = new ArchiveNotices(_archive, [hook], store, _clock);
        var bounds = new DeliveryBounds { Retries = 0 };
        var loop = new HookLoop(hook, [_notices], new NotifySeams(
            new BoundedDelivery(_deliveries, TimeSpan.FromHours(1), bounds, TimeProvider.System),
            new HookTelling(hook, null, _log),
            Minute,
            _clock,
            _log));
        _notices.Wake += loop.Wake;
        _running = Task.Run(() => loop.RunAsync(_stop.Token));
    }

    /// <summary>A run that found these streams silent.</summary>
    private void Silence(params string[] streams) => Tell([.. streams.Select(stream => (AuditRecord)new SilentFinding
    {
        Stream = StreamId.Parse(stream),
        Range = TimeRange.Parse("2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z"),
        Other = "",
    })]);

    private void Tell(params AuditRecord[] records)
    {
        var told = _notices.Hooks.Select(hook => new RunNotices("a", hook.AtLeast ?? TimeSpan.Zero)).ToList();
        foreach (var record in records) told[0].Add(record);
        _notices.EndRun(told, 1, Summary, null);
    }

    private static SummaryRecord Summary => new()
    {
        Streams = 1,
        Hours = 1,
        Entries = default,
        Microseconds = default,
        Findings = default,
        Complete = true,
        Outcome = AuditOutcome.Success,
        Elapsed = TimeSpan.Zero,
    };

    /// <summary>The next message, and when it was told; the clock goes on until there is one, minute by minute.</summary>
    private async Task<(HookMessage Message, DateTimeOffset Time)> NextAsync()
    {
        while (true)
        {
            if (_deliveries.TryRead(out var sent)) return sent;
            if (!_isAwaited) await _clock.SomebodyWaitsAsync();
            _isAwaited = true;
            if (_deliveries.TryRead(out sent)) return sent;
            _isAwaited = false;
            _clock.Advance(Minute);
        }
    }

    private sealed class Deliveries : IHookDelivery
    {
        private readonly ConcurrentQueue<(HookMessage Message, DateTimeOffset Time)> _sent = new();
        private int _count;

        internal TimeProvider Clock { get; set; } = TimeProvider.System;

        /// <summary>So many of the first are refused.</summary>
        internal int Faults { get; set; }

        /// <summary>Whether these are refused for good.</summary>
        internal bool IsRefusing { get; set; }

        internal int Count => Volatile.Read(ref _count);

        public Task SendAsync(HookMessage message, CancellationToken cancellationToken)
        {
            _sent.Enqueue((message, Clock.GetUtcNow()));
            return Interlocked.Increment(ref _count) <= Faults
                ? throw new DeliveryException(IsRefusing ? "it answered 400" : "it answered 500", mayPass: false) { IsRefusal = IsRefusing }
                : Task.CompletedTask;
        }

        internal bool TryRead(out (HookMessage Message, DateTimeOffset Time) sent) => _sent.TryDequeue(out sent);
    }
}
