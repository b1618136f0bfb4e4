using System.Threading.Channels;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using SegmentPipeline.Ledger;
using SegmentPipeline.Replicas;
using SegmentPipeline.Testing;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>What the loops of an archive say to those who are told of it.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ArchiveEarTests
{
    private readonly FakeTimeProvider _clock = new(Timestamp.Parse("2026-03-29T03:00:00Z").ToDateTimeOffset());
    private readonly FakeLogger _log = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly NotifyHook _hook = new() { Name = "desk", Webhook = "x", Patience = TimeSpan.FromMinutes(1) };
    private readonly Channel<string> _woken = Channel.CreateUnbounded<string>();
    private readonly ScheduledArchive _archive = new()
    {
        Name = "a",
        Audit = { Root = "/nowhere", Ledger = "/nowhere/a.db" },
        Cron = "0 3 * * *",
        Replicas = [new ScheduledReplica { Name = "node2", Location = "http://node2:8000" }],
        Verify = new ScheduledVerify { Within = TimeSpan.FromHours(1) },
    };

    private readonly NoticeStore _store;
    private readonly ArchiveNotices _notices;
    private readonly ArchiveEar _ear;

    public ArchiveEarTests()
    {
        _store = new NoticeStore(_archive, ["desk"], _clock, _log);
        _notices = new ArchiveNotices(_archive, [_hook], _store, _clock) { Wake = () => _woken.Writer.TryWrite("") };
        _ear = new ArchiveEar(_notices, []);
    }

    [TearDown]
    public async Task Stop()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
    }

    [Test]
    public async Task Copy_OfWhichAPassSaysThatItDoesNotAnswer_IsToldWhenItsPatienceIsOver()
    {
        var cause = "it cannot be reached";
        var loop = new ReplicaLoop(_archive, new ReplicaSeams((tally, _) =>
        {
            tally.Report(Difference(cause));
            return Task.CompletedTask;
        }, null, _clock, _log)
        {
            Ear = _ear,
        });
        _ = loop.RunAsync(_stop.Token);
        await WokenAsync();
        _notices.Check(_hook);
        Assert.That(Kept(), Is.Empty);

        _clock.Advance(TimeSpan.FromMinutes(1));
        _notices.Check(_hook);
        Assert.That(Kept(), Is.Empty, "nobody has asked it since");
        _notices.Ask("node2", cause);
        _notices.Check(_hook);

        Assert.That(Kept().Single(), Does.StartWith("a: the copy node2 does not answer since 2026-03-29T03:00:00.000000Z"));
    }

    [Test]
    public async Task Pass_OfVerifying_SaysSinceWhenFilesWait()
    {
        var loop = new VerifyLoop(_archive, new VerifySeams((pass, _) =>
        {
            pass.Tally.Add(Verified(TimeSpan.FromHours(2)));
            return Task.CompletedTask;
        }, () => VerifyHistory.None, () => false, _clock, _log)
        {
            Ear = _ear,
        });
        _ = loop.RunAsync(_stop.Token);
        await WokenAsync();

        _notices.Check(_hook);

        Assert.That(Kept(), Is.EqualTo((string[])["a: files wait to be verified since 2026-03-29T01:00:00.000000Z, longer than 1 h"]));
    }

    [Test]
    public async Task Run_ThatWasMissedAndThenFails_MakesOneNotice()
    {
        using var places = new SemaphoreSlim(1);
        var last = new PastRun
        {
            Start = Timestamp.Parse("2026-03-27T03:00:00Z"),
            End = Timestamp.Parse("2026-03-27T04:00:00Z"),
            Outcome = AuditOutcome.Success,
        };
        var loop = new ArchiveLoop(_archive, places, new ScheduleSeams(
            (_, _) => Task.FromResult<string?>(null),
            _ => last,
            (_, _, _) => throw new IOException("no disk"),
            _clock,
            _log)
        {
            EarOf = _ => _ear,
        });
        _ = loop.RunAsync(_stop.Token);
        await WokenAsync();

        Assert.That(Kept(), Is.EqualTo((string[])[
            "a: a run failed: no disk",
            "a: a run was missed: it was due at 2026-03-28T03:00:00.000000Z while no host was running",
        ]));
        Assert.That(_store.NoticesFor("desk"), Has.Count.EqualTo(1));
        await _stop.CancelAsync();
    }

    [Test]
    public void Notices_OfWhichTooManyWait_LoseTheOldest_AndThatIsSaid()
    {
        var dropped = new List<string>();
        _store.Dropped = dropped.Add;
        for (var number = 0; number < LedgerNotices.Most + 2; number++)
        {
            _store.Put(new LedgerNotice { Key = $"{number}", Hook = "desk", Made = new Timestamp(number), Body = "{}" });
        }

        Assert.That(_store.NoticesFor("desk"), Has.Count.EqualTo(LedgerNotices.Most));
        Assert.That(_store.NoticesFor("desk")[0].Key, Is.EqualTo("2"));
        Assert.That(dropped, Is.EqualTo((string[])["desk", "desk"]));
    }

    [Test]
    public void Notices_OfAHookThatIsNeverTold_TakeNoRoomFromOthers()
    {
        _store.Put(new LedgerNotice { Key = "other", Hook = "pager", Made = new Timestamp(0), Body = "{}" });
        _store.Put(new LedgerNotice { Key = "made", Hook = "desk", Made = new Timestamp(1), Body = "{}", Message = "m" });
        for (var number = 0; number < LedgerNotices.Most; number++)
            _store.Put(new LedgerNotice { Key = $"{number}", Hook = "desk", Made = new Timestamp(2 + number), Body = "{}" });

        Assert.That(_store.NoticesFor("pager"), Has.Count.EqualTo(1));
        Assert.That(_store.NoticesFor("desk")[0].Key, Is.EqualTo("made"));
        Assert.That(_store.NoticesFor("desk")[1].Key, Is.EqualTo("2"));
    }

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("""{"archives":[],"counts":{"sun":1},"over":{},"items":[]}""")]
    [TestCase("""{"archives":[],"counts":{"lost":"x"},"over":{},"items":[]}""")]
    [TestCase("""{"archives":[],"counts":{},"over":{},"items":[{"archive":"a","kind":"lost","change":"new","start":"x","end":"y"}]}""")]
    public void Notice_ThatIsDamaged_IsNone(string text) => Assert.That(NoticeJson.Read(text), Is.Null);

    [Test]
    public void Notice_IsReadBackAsItWasWritten()
    {
        var notice = Notice.Of("a", [.. NoticeWords.All.Select(row => new NoticeItem
        {
            Archive = "a",
            Kind = row.Kind,
            Change = NoticeChange.New,
            Subject = "c/\u00e4",
            Range = TimeRange.Parse("2026-03-28T22:00:02Z", "2026-03-28T22:00:10Z"),
            Since = Timestamp.Parse("2026-03-28T22:00:01.5Z"),
            Files = 3,
            Cause = "\"why\"",
        })]);

        var read = NoticeJson.Read(NoticeJson.TextOf(notice))!;

        Assert.That(read.Items, Is.EqualTo(notice.Items));
        Assert.That(NoticeJson.TextOf(read), Is.EqualTo(NoticeJson.TextOf(notice)));
    }

    private static ReplicaRecord Difference(string cause) => new()
    {
        Stream = new StreamId("c", "q"),
        Replica = "node2",
        Hours = 1,
        Same = 0,
        Missing = 0,
        Extra = 0,
        Withdrawn = 0,
        Twins = 0,
        Complete = false,
        Cause = cause,
    };

    private static VerificationSummaryRecord Verified(TimeSpan oldest) => new()
    {
        Level = VerificationLevel.Full,
        Files = 1,
        Bytes = 1,
        Right = 0,
        Corrupt = 0,
        Unreadable = 0,
        Vanished = 0,
        NotChecked = 1,
        OldestUnverified = oldest,
        Complete = false,
        Outcome = AuditOutcome.BudgetSpent,
        Elapsed = TimeSpan.Zero,
    };

    private async Task WokenAsync() => await _woken.Reader.ReadAsync().AsTask().Soon();

    private List<string> Kept() =>
        [.. _store.NoticesFor("desk").SelectMany(notice => NoticeJson.Read(notice.Body)!.Items).Select(item => item.Text)];
}
