using System.Diagnostics;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>Which archives a ledger takes for its own: those that hold what it remembers, wherever they lie.</summary>
internal sealed class ArchiveRecognitionTests
{
    private const int Hours = 8;
    private static readonly string[] Channels = ["c", "d", "e", "f"];
    private static readonly Hour First = Timestamp.Parse("2026-03-28T00").Hour;
    private LedgerRoom _room = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _room = new LedgerRoom();
        Fill(_room.Archive, Channels, 0, Hours);
        await _room.RunAsync();
    }

    [TearDown]
    public void Close() => _room.Dispose();

    [Test]
    public async Task Root_ThatWasMissingForANight_LosesNeitherHistoryNorIdentity()
    {
        var aside = _room.Archive.Root + "-aside";
        Directory.Move(_room.Archive.Root, aside);
        var missing = await _room.RunAsync();
        using var wrong = Archive(["x", "y"], 0, Hours);

        Refused(wrong.Root);
        With(wrong.Root, () => Refused(_room.Archive.Root));
        Directory.Move(aside, _room.Archive.Root);
        var right = await _room.RunAsync();

        Assert.That(missing.Failure, Is.TypeOf<AuditFailedException>());
        Assert.That((right.Failure, right.Deltas.Count), Is.EqualTo(((Exception?)null, 0)));
        Assert.That(Statuses(), Is.EqualTo([LedgerRunStatus.Complete, LedgerRunStatus.Failed, LedgerRunStatus.Complete]));
    }

    [Test]
    public async Task FreshLedger_OfARootThatIsMissing_IsOfNoArchiveYet()
    {
        using var room = new LedgerRoom();
        var aside = room.Archive.Root + "-aside";
        Directory.Move(room.Archive.Root, aside);
        await room.RunAsync();
        Directory.Move(aside, room.Archive.Root);
        Fill(room.Archive, Channels, 0, Hours);

        Assert.That((await room.RunAsync()).Failure, Is.Null);
        Assert.That((await room.RunAsync()).Summary.Outcome, Is.EqualTo(AuditOutcome.Success));
    }

    [Test]
    public async Task Archive_ThatWasCopied_GoesOnWithANoteAndWithoutDifferences()
    {
        using var copy = Copy();

        using (var ledger = _room.Open(copy.Root)) Assert.That(ledger.Note, Does.Contain(copy.Root).And.Contain("32 of 32"));
        Replace(copy.Root);
        var night = await _room.RunAsync();

        Assert.That((night.Failure, night.Deltas.Count, night.Summary.Outcome), Is.EqualTo(((Exception?)null, 0, AuditOutcome.Success)));
        using (var ledger = _room.Open()) Assert.That(ledger.Note, Is.Null, "the copy is the archive now");
    }

    /// <param name="beside">What stands beside the streams that are left, none of it a stream.</param>
    [TestCase]
    [TestCase("c/@eaDir", "c/notes", "lost+found/#12", "#recycle/d", "papers/2026")]
    [TestCase("#recycle/q/2026-03-28T00", "c/@eaDir/2026-03-28T00", "$RECYCLE.BIN/q/2026-03-28T00")]
    public async Task Restore_ThatLostMost_IsTheSameAndItsLossIsTold(params string[] beside)
    {
        using var copy = Copy();
        foreach (var path in beside) copy.DirectoryAt(path.Split('/'));
        foreach (var channel in Channels[1..]) Directory.Delete(Path.Combine(copy.Root, channel), recursive: true);
        for (var hour = 0; hour < Hours - 1; hour++) Directory.Delete(copy.PathOf("c", "q", Name(hour)), recursive: true);
        Replace(copy.Root);

        var night = await _room.RunAsync();

        Assert.That((night.Failure, night.Summary.Outcome), Is.EqualTo(((Exception?)null, AuditOutcome.CoverageLost)));
        Assert.That(
            night.Deltas.Where(delta => delta.Change == DeltaChange.Lost).Sum(delta => delta.VanishedFiles),
            Is.EqualTo(5 * (Channels.Length * Hours - 1)));
    }

    [TestCase("other channels")]
    [TestCase("other hours")]
    [TestCase("one channel of many")]
    [TestCase("nothing")]
    public async Task Disk_ThatHoldsOtherThings_IsRefusedAtTheKnownPath(string what)
    {
        using var wrong = what switch
        {
            "other channels" => Archive(["v", "w", "x", "y"], 0, Hours),
            "other hours" => Archive(Channels, 100, Hours),
            "one channel of many" => Archive(["c", "v", "w", "x", "y"], 0, Hours),
            _ => new ArchiveBuilder(),
        };

        With(wrong.Root, () => Refused(_room.Archive.Root));

        Assert.That((await _room.RunAsync()).Deltas, Is.Empty);
        Assert.That(Statuses(), Has.Count.EqualTo(2));
    }

    /// <remarks>The root of every ext4 file system has inode 2, of every xfs 128: swapping what it holds is a disk swapped at its mount
    /// point.</remarks>
    [Test]
    public void Disk_WithTheSameRootInode_IsRefusedAllTheSame()
    {
        foreach (var channel in Channels) Directory.Delete(Path.Combine(_room.Archive.Root, channel), recursive: true);
        Fill(_room.Archive, ["v", "w"], 0, Hours);

        Refused(_room.Archive.Root);
    }

    [Test]
    public async Task SameArchive_SaidByHand_KeepsTheHistoryAndTellsTheLoss()
    {
        foreach (var channel in Channels) Directory.Delete(Path.Combine(_room.Archive.Root, channel), recursive: true);
        Fill(_room.Archive, ["v"], 0, Hours);
        Refused(_room.Archive.Root);
        _room.Options = new AuditLedgerOptions { SameArchive = true };

        var night = await _room.RunAsync();
        _room.Options = new AuditLedgerOptions();

        Assert.That(night.Summary.Outcome, Is.EqualTo(AuditOutcome.CoverageLost));
        Assert.That(
            night.Deltas.Where(delta => delta.Change == DeltaChange.Lost).Select(delta => delta.Stream.Channel).Distinct(),
            Is.EqualTo(Channels));
        Assert.That((await _room.RunAsync()).Deltas, Is.Empty);
        Assert.That(Statuses(), Has.Count.EqualTo(3));
    }

    /// <remarks>Disks are tidied from the old end; after a long pause nothing of what is remembered may be left.</remarks>
    [TestCase(4)]
    [TestCase(Hours)]
    public async Task Archive_WhoseOldHoursWerePruned_IsTheSame(int pruned)
    {
        Fill(_room.Archive, Channels, Hours, Hours);
        foreach (var channel in Channels)
        {
            for (var hour = 0; hour < pruned; hour++) Directory.Delete(_room.Archive.PathOf(channel, "q", Name(hour)), recursive: true);
        }

        var night = await _room.RunAsync();

        Assert.That((night.Failure, night.Summary.Outcome), Is.EqualTo(((Exception?)null, AuditOutcome.CoverageLost)));
    }

    [Test]
    public async Task Archive_OfWhichOneChannelWasAudited_IsRecognisedByThatOne()
    {
        using var room = new LedgerRoom();
        Fill(room.Archive, Channels, 0, Hours);
        await room.RunAsync(new AuditRequest { Channels = ["d"], Start = new Hour(First.SinceEpoch + 3).Start });
        var aside = room.Archive.Root + "-aside";
        Directory.Move(room.Archive.Root, aside);
        using var copy = Archive(Channels, 0, Hours);
        using var wrong = Archive(["c", "e"], 0, Hours);

        Assert.That(() => room.Open(wrong.Root), Throws.TypeOf<LedgerException>().With.Property("Fault").EqualTo(LedgerFault.OtherArchive));
        using (var ledger = room.Open(copy.Root)) Assert.That(ledger.Note, Does.Contain("6 of 6"));
        Directory.Move(aside, room.Archive.Root);
    }

    [Test]
    public void Refusal_SaysWhatToDo()
    {
        using var wrong = Archive(["x"], 0, 1);

        var refusal = Refused(wrong.Root);

        Assert.That(
            refusal.Message,
            Does.Contain("none of 32 remembered hours")
                .And.Contain("AuditLedgerOptions.SameArchive")
                .And.Contain("AuditLedgerOptions.Rebuild")
                .And.Contain("right disk")
                .And.Not.Contain("\n"));
    }

    [Test]
    [Platform("Linux")]
    public async Task Archive_RestoredByCp_GoesOn()
    {
        var aside = _room.Archive.Root + "-aside";
        Directory.Move(_room.Archive.Root, aside);
        using (var cp = Process.Start("cp", ["-a", aside, _room.Archive.Root])) await cp.WaitForExitAsync();
        Directory.Delete(aside, recursive: true);

        using (var ledger = _room.Open()) Assert.That(ledger.Note, Is.Not.Null);
        var night = await _room.RunAsync();

        Assert.That((night.Failure, night.Deltas.Count), Is.EqualTo(((Exception?)null, 0)));
    }

    private static string Name(int hour) => new Hour(First.SinceEpoch + hour).ToString();

    private static void Fill(ArchiveBuilder archive, IEnumerable<string> channels, int firstHour, int hours)
    {
        foreach (var channel in channels)
        {
            for (var hour = firstHour; hour < firstHour + hours; hour++)
            {
                for (var second = 0; second < 3600; second += 720)
                    archive.File(channel, "q", Name(hour), $"{second / 60:D2}:00-720.0-full-{SegmentNames.Hash(0)}.ts");
            }
        }
    }

    private static ArchiveBuilder Archive(IEnumerable<string> channels, int firstHour, int hours)
    {
        var archive = new ArchiveBuilder();
        Fill(archive, channels, firstHour, hours);
        return archive;
    }

    private static ArchiveBuilder Copy() => Archive(Channels, 0, Hours);

    /// <summary>Does something while another directory stands where the archive's root is or was.</summary>
    private void With(string other, Action work)
    {
        var aside = _room.Archive.Root + "-other";
        var isThere = Directory.Exists(_room.Archive.Root);
        if (isThere) Directory.Move(_room.Archive.Root, aside);
        Directory.Move(other, _room.Archive.Root);
        work();
        Directory.Move(_room.Archive.Root, other);
        if (isThere) Directory.Move(aside, _room.Archive.Root);
    }

    /// <summary>Puts another directory where the archive's root is, for good.</summary>
    private void Replace(string other)
    {
        Directory.Move(_room.Archive.Root, _room.Archive.Root + "-before");
        Directory.Move(other, _room.Archive.Root);
    }

    private LedgerException Refused(string root)
    {
        var before = File.ReadAllBytes(_room.Ledger);
        var refusal = Assert.Throws<LedgerException>(() => _room.Open(root).Dispose())!;
        Assert.That(refusal.Fault, Is.EqualTo(LedgerFault.OtherArchive), refusal.Message);
        Assert.That(File.ReadAllBytes(_room.Ledger), Is.EqualTo(before));
        return refusal;
    }

    private List<LedgerRunStatus> Statuses()
    {
        using var ledger = AuditLedger.OpenForReading(_room.Ledger);
        return [.. ledger.Runs(9).Select(run => run.Status)];
    }
}
