using SegmentPipeline.Ledger;
using SegmentPipeline.Testing;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>Passes over archives on disk. Its files hold no transport streams, so each of them is corrupt.</summary>
[Platform("Linux")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class VerifyWorkTests
{
    private const string Hour = "2026-03-28T22";

    private readonly ArchiveBuilder _tree = new();
    private readonly ScheduledArchive _archive = new() { Name = "a", Verify = new ScheduledVerify() };

    private string Ledger => Path.Combine(Path.GetDirectoryName(_tree.Root)!, "a.db");

    [SetUp]
    public void LayOut()
    {
        foreach (var time in (string[])["00:00", "00:02", "00:04", "00:06"]) _tree.File("c", "q", Hour, SegmentNames.Full(time), 10);
        (_archive.Audit.Root, _archive.Audit.Ledger) = (_tree.Root, Ledger);
    }

    [TearDown]
    public void Remove() => _tree.Dispose();

    [Test]
    public async Task Pass_OverCorruptFiles_RemembersThemInTheLedger()
    {
        var told = CauseCounts.None;
        var tally = await PassAsync(changed => told += changed);

        var history = VerifyHistory.Read(_archive);
        Assert.That(tally.Summary!.Corrupt, Is.EqualTo(4));
        Assert.That(
            (history.Corrupt.Files, history.Corrupt.ToWords()["hash"], told.Files),
            Is.EqualTo((4L, 4L, 4L)));
        Assert.That((history.Last!.Status, history.Last.Verification!.Checked), Is.EqualTo((LedgerRunStatus.Complete, 4L)));
        Assert.That((tally.VerifiedFiles, tally.BoundWith(history.Corrupt.Files)), Is.EqualTo((4L, 1d)));
    }

    [Test]
    public async Task Pass_ThatSpentItsBudget_LeavesTheRestToTheNext()
    {
        _archive.Verify!.Budget = new VerificationBudget { Files = 3 };

        var first = await PassAsync();
        var between = VerifyHistory.Read(_archive);
        var second = await PassAsync();

        Assert.That((first.Summary!.Checked, first.Summary.NotChecked), Is.EqualTo((3L, 1L)));
        Assert.That((between.Last!.Status, between.Corrupt.Files), Is.EqualTo((LedgerRunStatus.Budget, 3L)));
        Assert.That(second.VerifiedFiles, Is.EqualTo(4));
        Assert.That(VerifyHistory.Read(_archive).Corrupt.Files, Is.EqualTo(4));
    }

    [Test]
    public async Task Pass_WhileAnAuditReadsTheDisk_ReadsNothingUntilItsEnd()
    {
        using var clock = new SteppedClock("2026-03-29T12:00:00Z");
        var isAudited = true;
        var tally = Tally();
        var passing = new VerifyWork(_archive, TimeProvider.System).RunAsync(
            new VerifyPass(tally, new ReadingGate(null, TimeZoneInfo.Utc, () => isAudited, clock), _ => { }),
            CancellationToken.None);
        await clock.SomebodyWaitsAsync();
        Assert.That(tally.Figures.Bytes, Is.Zero);

        isAudited = false;
        clock.Advance(ReadingGate.BetweenAsking);
        await passing.Soon();

        Assert.That(tally.Summary!.Checked, Is.EqualTo(4));
    }

    [Test]
    public async Task Pass_ThatIsHeldUp_IsStoppedAndGoesOnInTheNext()
    {
        using var clock = new SteppedClock("2026-03-29T12:00:00Z");
        using var stop = new CancellationTokenSource();
        var passing = new VerifyWork(_archive, TimeProvider.System).RunAsync(
            new VerifyPass(Tally(), new ReadingGate(null, TimeZoneInfo.Utc, () => true, clock), _ => { }),
            stop.Token);
        await clock.SomebodyWaitsAsync();

        await stop.CancelAsync();

        await Assert.ThatAsync(() => passing.Soon(), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(VerifyHistory.Read(_archive).Last!.Status, Is.EqualTo(LedgerRunStatus.Cancelled));
        Assert.That((await PassAsync()).Summary!.Checked, Is.EqualTo(4));
    }

    [TestCase(10, 4, null)]
    [TestCase(10, 3, "verifying 4 files once, 40 bytes, takes 0.1 hours, longer than 0.1 hours; ")]
    public async Task Pass_ThatCannotReachWithin_IsRefused(long bytesPerSecond, int withinSeconds, string? fault)
    {
        (_archive.Verify!.BytesPerSecond, _archive.Verify.Within) = (bytesPerSecond, TimeSpan.FromSeconds(withinSeconds));
        Assert.That(new VerifyPace(_archive).FaultOf(4, 40, DateTimeOffset.UnixEpoch), fault is null ? Is.Null : Does.StartWith(fault));
        if (fault is null) return;

        await Assert.ThatAsync(() => PassAsync(), Throws.TypeOf<AuditFailedException>().With.Message.StartsWith(fault));
        Assert.That(VerifyHistory.Read(_archive).Last!.Status, Is.EqualTo(LedgerRunStatus.Failed));
    }

    [Test]
    public async Task Pass_WhileTheRootIsAway_FailsAndTheNextDoesNot()
    {
        Directory.Move(_tree.Root, _tree.Root + ".away");
        await Assert.ThatAsync(() => PassAsync(), Throws.InstanceOf<AuditFailedException>().With.Message.Contains(_tree.Root));

        Directory.Move(_tree.Root + ".away", _tree.Root);
        Assert.That((await PassAsync()).Summary!.Checked, Is.EqualTo(4));
    }

    [Test]
    public async Task File_ThatIsMended_IsCorruptNoMore()
    {
        await PassAsync();
        Directory.Delete(_tree.PathOf("c", "q", Hour), recursive: true);
        _tree.File("c", "q", Hour, SegmentNames.Full("00:00"), 10);

        var told = CauseCounts.None;
        await PassAsync(changed => told += changed);

        Assert.That((VerifyHistory.Read(_archive).Corrupt.Files, told.Files), Is.EqualTo((1L, -3L)));
    }

    [TestCase("2026-03-29T12:00:00Z", null, 24)]
    [TestCase("2026-03-29T12:00:00Z", "0 18 * * *", 6)]
    public void Pass_LastsAtMostUntilTheNextIsDue(string now, string? schedule, int hours)
    {
        _archive.Verify!.Schedule = schedule;
        _archive.Last = TimeSpan.FromDays(1);

        var request = new VerifyWork(_archive, TimeProvider.System).RequestAt(Timestamp.Parse(now).ToDateTimeOffset());

        Assert.That((request.Budget.Time, request.Start, request.End), Is.EqualTo((
            (TimeSpan?)TimeSpan.FromHours(hours), (Timestamp?)null, (Timestamp?)null)));
    }

    /// <remarks>8,640 files of a MiB at one MiB/s are a tenth of a day.</remarks>
    [TestCase(null, null, null, 0.1)]
    [TestCase("00:00-12:00", null, null, 0.2)]
    [TestCase(null, "0 3 * * *", 864, 10)]
    [TestCase(null, "0 3 * * *", 863, 11)]
    [TestCase(null, "0 3 * * 1", 4320, 14)]
    public void Time_OfAFullPass_IsThatOfRateWindowAndSchedule(string? window, string? schedule, long? files, double days)
    {
        _archive.Verify!.BytesPerSecond = 1 << 20;
        _archive.Verify.Window = DailyWindow.TryParse(window, out var part) ? part : null;
        (_archive.Verify.Schedule, _archive.Verify.Budget) = (schedule, new VerificationBudget { Files = files });
        var now = Timestamp.Parse("2026-03-23T03:00:00Z").ToDateTimeOffset();
        var time = TimeSpan.FromDays(days);

        foreach (var (within, isReached) in ((TimeSpan, bool)[])[(time, true), (time - TimeSpan.FromSeconds(1), false)])
        {
            _archive.Verify.Within = within;
            Assert.That(new VerifyPace(_archive).FaultOf(8640, 8640L << 20, now) is null, Is.EqualTo(isReached), $"{within}");
        }
    }

    [Test]
    public void Archives_OfOneRoot_LieOnOneDiskAndOthersThatDoNotAnswerOnNone()
    {
        var disks = new ArchiveDisks();

        Assert.That(disks.AreSame("/nowhere/a", "/nowhere/a/"), Is.True);
        Assert.That(disks.AreSame("/nowhere/a", "/nowhere/b"), Is.False);
    }

    private static VerifyTally Tally() => new("a", VerificationLevel.Full, null);

    private async Task<VerifyTally> PassAsync(Action<CauseCounts>? tell = null)
    {
        var tally = Tally();
        var gate = new ReadingGate(null, TimeZoneInfo.Utc, () => false, TimeProvider.System);
        var pass = new VerifyPass(tally, gate, tell ?? (_ => { }));
        await new VerifyWork(_archive, TimeProvider.System).RunAsync(pass, CancellationToken.None);
        return tally;
    }
}
