namespace SegmentPipeline.Ledger.Tests;

/// <summary>What a ledger keeps for those who are told of its archive.</summary>
internal sealed class NoticeTests
{
    private LedgerRoom _room = null!;

    [SetUp]
    public void LayOut() => _room = new LedgerRoom();

    [TearDown]
    public void Remove() => _room.Dispose();

    [Test]
    public void Changes_AreWhatIsReadBack_AndMayBeWrittenTwice()
    {
        var (first, second) = (Notice(1), Notice(2) with { Message = "m" });
        var trouble = new LedgerTrouble { Hook = "desk", Key = "silent:c/q", Since = new Timestamp(5), IsTold = false };
        var changes = new LedgerNoticeChanges
        {
            Put = [second, first],
            Begun = [trouble],
            Sent = new Dictionary<string, Timestamp>(StringComparer.Ordinal) { ["desk"] = new(7) },
            ToldRun = 3,
        };
        using (var ledger = _room.Open())
        {
            ledger.WriteNotices(changes);
            ledger.WriteNotices(changes);
        }

        var kept = Read();

        Assert.That(kept.Notices, Is.EqualTo((LedgerNotice[])[first, second]));
        Assert.That(kept.Troubles, Is.EqualTo((LedgerTrouble[])[trouble]));
        Assert.That(kept.Sent["desk"], Is.EqualTo(new Timestamp(7)));
        Assert.That(kept.ToldRun, Is.EqualTo(3));
        Assert.That(
            AuditLedger.TryWriteNotices(
                _room.Ledger, _room.Archive.Root, new LedgerNoticeChanges { Removed = [first.Key], Over = [trouble], Put = [second with { Message = "n" }] }),
            Is.True);
        Assert.That(Read().Notices.Select(notice => notice.Message), Is.EqualTo((string[])["n"]));
        Assert.That(Read().Troubles, Is.Empty);
        Assert.That(Read().ToldRun, Is.EqualTo(3));
    }

    [Test]
    public void Notices_BeyondTheBound_GiveWayToNewerOnes()
    {
        using (var ledger = _room.Open())
            ledger.WriteNotices(new LedgerNoticeChanges { Put = [.. Enumerable.Range(0, LedgerNotices.Most + 2).Select(Notice)] });

        Assert.That(Read().Notices, Has.Count.EqualTo(LedgerNotices.Most));
        Assert.That(Read().Notices[0], Is.EqualTo(Notice(2)));
    }

    [Test]
    public void Ledger_ThatIsHeldOrIsNotThereYet_IsNotWritten()
    {
        var changes = new LedgerNoticeChanges { Put = [Notice(1)] };

        Assert.That(AuditLedger.TryWriteNotices(_room.Ledger, _room.Archive.Root, changes), Is.False);
        Assert.That(File.Exists(_room.Ledger), Is.False);
        using (_room.Open()) Assert.That(AuditLedger.TryWriteNotices(_room.Ledger, _room.Archive.Root, changes), Is.False);
        Assert.That(AuditLedger.TryWriteNotices(_room.Ledger, _room.Archive.Root, changes), Is.True);
        Assert.That(Read().Notices, Has.Count.EqualTo(1));
    }

    [Test]
    public void Ledger_OpenedForReading_IsNotWritten()
    {
        _room.Open().Dispose();
        using var ledger = AuditLedger.OpenForReading(_room.Ledger);

        Assert.That(() => ledger.WriteNotices(new LedgerNoticeChanges()), Throws.InvalidOperationException);
    }

    [Test]
    public void Ledger_OfAnOlderProgram_HasNothingToTellAndKeepsWhatComes()
    {
        var version = LedgerSchema.Migrations.ToList().FindIndex(script => script.Contains("CREATE TABLE notice ", StringComparison.Ordinal));
        AuditLedger.Open(_room.Ledger, _room.Archive.Root, new AuditLedgerOptions(), [.. LedgerSchema.Migrations.Take(version)]).Dispose();

        using (var ledger = _room.Open())
        {
            Assert.That((ledger.ReadNotices().Notices.Count, ledger.ReadNotices().ToldRun), Is.EqualTo((0, (long?)null)));
            ledger.WriteNotices(new LedgerNoticeChanges { Put = [Notice(1)] });
        }

        Assert.That(Read().Notices, Is.EqualTo((LedgerNotice[])[Notice(1)]));
    }

    private static LedgerNotice Notice(int number) =>
        new() { Key = $"key{number:D5}", Hook = "desk", Made = new Timestamp(number), Body = "{}" };

    private LedgerNotices Read()
    {
        using var ledger = AuditLedger.OpenForReading(_room.Ledger);
        return ledger.ReadNotices();
    }
}
