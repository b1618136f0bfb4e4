using SegmentPipeline.Testing;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>Which disks a ledger takes for its own where an archive is the root of a file system: those that hold what it remembers,
/// whatever their inodes.</summary>
[Platform("Linux")]
internal sealed class DiskRecognitionTests
{
    private const int Hours = 6;
    private const int Lost = 2;
    private const ulong OtherInodes = 1_000_000;
    private static readonly Hour First = Timestamp.Parse("2026-03-28T00").Hour;
    private LedgerRoom _room = null!;

    [SetUp]
    public void Open() => _room = new LedgerRoom();

    [TearDown]
    public void Close() => _room.Dispose();

    [Test]
    public async Task Disk_ThatNumbersItsInodesAnewAtEachMount_IsTheSameArchive()
    {
        using var real = new ArchiveBuilder();
        Fill(real, 0);
        Night first;
        using (FuseDisk.Mount(real.Root, _room.Archive.Root)) first = await _room.RunAsync();
        using var disk = FuseDisk.Mount(real.Root, _room.Archive.Root);
        disk.FirstInode = OtherInodes;

        using (var ledger = _room.Open()) Assert.That(ledger.Note, Does.Contain($"{Hours} of {Hours}"));
        var second = await _room.RunAsync();

        Assert.That(
            (first.Summary.Outcome, second.Failure, second.Deltas.Count, second.Summary.Outcome),
            Is.EqualTo((AuditOutcome.Success, (Exception?)null, 0, AuditOutcome.Success)));
    }

    [Test]
    public async Task Disk_ThatNumbersItsInodesAlikeAndHoldsOtherThings_IsRefused()
    {
        using var real = new ArchiveBuilder();
        using var wrong = new ArchiveBuilder();
        Fill(real, 0);
        Fill(wrong, 1000);
        using (FuseDisk.Mount(real.Root, _room.Archive.Root)) await _room.RunAsync();
        using var disk = FuseDisk.Mount(wrong.Root, _room.Archive.Root);

        AssertRefused();
    }

    /// <remarks>The roots of both have inode 2, and were made at the same moment.</remarks>
    [TestCase(1000)]
    [TestCase(-1000)]
    public async Task Disk_FormattedInTheSameSecondWithOtherHours_IsRefused(int firstHour)
    {
        using (LoopDisk.Mount(_room.Archive.Root))
        {
            Fill(_room.Archive, 0);
            await _room.RunAsync();
        }

        using var wrong = LoopDisk.Mount(_room.Archive.Root);
        Fill(_room.Archive, firstHour);

        AssertRefused();
    }

    [Test]
    public async Task Disk_ThatIsEmpty_IsRefusedAndTheRightOneGoesOn()
    {
        using var right = LoopDisk.Mount(_room.Archive.Root);
        Fill(_room.Archive, 0);
        await _room.RunAsync();
        right.Unmount();
        AssertRefused();
        using (LoopDisk.Mount(_room.Archive.Root)) AssertRefused();
        right.Mount();

        var night = await _room.RunAsync();

        Assert.That((night.Failure, night.Deltas.Count), Is.EqualTo(((Exception?)null, 0)));
    }

    [Test]
    public async Task Disk_RestoredWithoutSomeHours_IsTheSameAndItsLossIsTold()
    {
        using (LoopDisk.Mount(_room.Archive.Root))
        {
            Fill(_room.Archive, 0);
            await _room.RunAsync();
        }

        using var restored = LoopDisk.Mount(_room.Archive.Root);
        Fill(_room.Archive, 0);
        for (var hour = 0; hour < Lost; hour++) Directory.Delete(_room.Archive.PathOf("c", "q", Name(1 + 2 * hour)), recursive: true);

        var night = await _room.RunAsync();

        Assert.That((night.Failure, night.Summary.Outcome), Is.EqualTo(((Exception?)null, AuditOutcome.CoverageLost)));
        Assert.That(night.Deltas.Where(delta => delta.Change == DeltaChange.Lost).Sum(delta => delta.VanishedFiles), Is.EqualTo(Lost));
    }

    private void AssertRefused() =>
        Assert.That(() => _room.Open(), Throws.TypeOf<LedgerException>().With.Property("Fault").EqualTo(LedgerFault.OtherArchive));

    private static string Name(int hour) => new Hour(First.SinceEpoch + hour).ToString();

    private static void Fill(ArchiveBuilder archive, int firstHour)
    {
        for (var hour = 0; hour < Hours; hour++) archive.File("c", "q", Name(firstHour + hour), SegmentNames.Full("00:00", "3600"));
    }
}
