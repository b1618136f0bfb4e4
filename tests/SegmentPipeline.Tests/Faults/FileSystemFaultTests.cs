using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Faults;

/// <summary>What goes wrong with file systems while they are read: none of it throws, each has its finding or its fate, and the rest of the
/// report is right.</summary>
internal sealed class FileSystemFaultTests
{
    private const string FirstHour = "2026-03-28T00";
    private const string SecondHour = "2026-03-28T01";
    private const string ThirdHour = "2026-03-28T02";

    [Test]
    public async Task UnreadableHour_BetweenReadableOnes_IsUnknownAndNeverAHole()
    {
        var tree = RegularArchive.Of(3);
        tree.Hour(SecondHour).Unreadable = "Permission denied";
        var report = await Audit(tree);

        Assert.That(report.Findings.OfType<UnreadableFinding>(), Is.EqualTo([new UnreadableFinding
        {
            Path = Places.Directory($"c/q/{SecondHour}"),
            Cause = "Permission denied",
        }]));
        Assert.That(report.Summary.Microseconds.Unknown, Is.EqualTo(Timestamp.MicrosecondsPerHour));
        Assert.That(report.Findings.OfType<HoleFinding>().Count(), Is.EqualTo(2), "one in each readable hour");
        Assert.That(report.Summary.Complete, Is.False);
        Assert.That(report.Summary.Outcome, Is.EqualTo(AuditOutcome.Incomplete));
        Assert.That(report.Summary.Hours, Is.EqualTo(3));
    }

    [Test]
    public async Task UnreadableHour_ThatASegmentRunsInto_IsUnknownOnlyWhereNothingCovers()
    {
        var tree = RegularArchive.Of(3);
        tree.Hour(FirstHour).File(SegmentNames.Full("59:59", "11.0"));
        tree.Hour(SecondHour).Unreadable = "Input/output error";
        var report = await Audit(tree);

        Assert.That(report.Summary.Microseconds.Unknown, Is.EqualTo(Timestamp.MicrosecondsPerHour - 10 * Timestamp.MicrosecondsPerSecond));
    }

    [TestCase("c")]
    [TestCase("c/q")]
    public async Task UnreadableLevel_AboveTheHours_IsAFindingAndOtherStreamsAreAudited(string unreadable)
    {
        var tree = RegularArchive.Of(2);
        tree.Hour("d", "q", FirstHour).File(SegmentNames.Full("00:00"));
        (unreadable == "c" ? tree.Root.Child("c") : tree.Root.Child("c").Child("q")).Unreadable = "Permission denied";
        var report = await Audit(tree);

        Assert.That(
            report.Findings,
            Is.EqualTo([new UnreadableFinding { Path = Places.Directory(unreadable), Cause = "Permission denied" }]));
        Assert.That(report.Streams.Single(s => s.Stream.Channel == "d").Entries.Selected, Is.EqualTo(1));
        Assert.That(report.Summary.Outcome, Is.EqualTo(AuditOutcome.Incomplete));
    }

    [TestCase("full", 1)]
    [TestCase("temp", 1)]
    [TestCase("json", 0)]
    public async Task EntryThatCannotBeTold_IsUnreadableUnlessItsNameAloneDecides(string type, int unreadable)
    {
        var name = type == "full" ? SegmentNames.Full("00:02") : type == "temp" ? SegmentNames.Temporary("00:02") : "00:02.json";
        var tree = RegularArchive.Of(2);
        tree.Hour(SecondHour).Add(new TreeEntry(name, EntryKind.File) { KindFault = "Stale file handle" });
        var report = await Audit(tree);

        Assert.That(report.Findings.OfType<UnreadableFinding>(), Is.EqualTo(
                Enumerable.Repeat(
                    new UnreadableFinding { Path = Places.Entry($"c/q/{SecondHour}/{name}"), Cause = "Stale file handle" },
                    unreadable)));
        Assert.That(report.Summary.Microseconds.Unknown, Is.EqualTo(unreadable * 2_000_000));
        Assert.That(report.Findings.OfType<HoleFinding>().Count(), Is.EqualTo(2 - unreadable));
        Assert.That(report.Summary.Entries.Unreadable, Is.EqualTo(unreadable));
        Assert.That(report.Summary.Complete, Is.EqualTo(unreadable == 0));
    }

    [Test]
    public async Task TombstoneThatCannotBeTold_WithdrawsItsSegmentAndLeavesItsTimeUnknown()
    {
        var withdrawn = SegmentNames.Full("00:02");
        var tree = RegularArchive.Of(1);
        tree.Hour(FirstHour).File(withdrawn).Add(new TreeEntry(Path.ChangeExtension(withdrawn, ".tombstone"), EntryKind.File)
        {
            KindFault = "Input/output error",
        });
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);

        var report = await opened.Archive.AuditToReportAsync(new AuditRequest());
        var sequence = await opened.Archive.SelectAsync(RegularArchive.Stream, RegularArchive.Within(0, 0, 6));

        Assert.That(report.Summary.Entries, Is.EqualTo(new EntryCounts
        {
            Selected = 2,
            Superseded = 1,
            Bad = 1,
            Tombstoned = 1,
            Unreadable = 1,
        }));
        Assert.That(report.Summary.Microseconds.Unknown, Is.EqualTo(2_000_000));
        Assert.That(sequence.Segments.Select(segment => segment.Name), Does.Not.Contain(withdrawn));
    }

    [Test]
    public async Task DiskUnmountedDuringASelection_IsAFailureAndNoSequenceWithHoles()
    {
        var tree = RegularArchive.Of(3);
        await using var opened = OpenedArchive.Open(new InMemoryReader(tree) { BeforeListing = (path, _) => UnmountBefore(tree, path) });

        var selecting = await Assert.ThrowsAsync<AuditFailedException>(() =>
            opened.Archive.SelectAsync(RegularArchive.Stream, RegularArchive.Within(0, 0, 7200)));

        Assert.That(selecting, Is.Not.InstanceOf<StreamNotFoundException>());
        Assert.That(selecting!.Message, Does.Contain("unmounted"));
    }

    [Test]
    public async Task ChannelDeletedDuringASelection_IsToldAsUnreadable()
    {
        var tree = RegularArchive.Of(3);
        await using var opened = OpenedArchive.Open(new InMemoryReader(tree)
        {
            BeforeListing = (path, _) =>
            {
                if (path == $"c/q/{SecondHour}") tree.Root.Remove("c");
            },
        });

        var sequence = await opened.Archive.SelectAsync(RegularArchive.Stream, RegularArchive.Within(0, 0, 7200));

        Assert.That(sequence.Unreadable.Select(u => $"{u.Path}"), Is.EqualTo(["c/q"]));
    }

    [Test]
    public async Task DiskUnmountedDuringAnExplanation_IsAFailure()
    {
        var tree = RegularArchive.Of(3);
        await using var opened = OpenedArchive.Open(new InMemoryReader(tree) { BeforeListing = (path, _) => UnmountBefore(tree, path) });

        var failure = await Assert.ThrowsAsync<AuditFailedException>(() =>
            opened.Archive.ExplainAsync(RegularArchive.Stream, Timestamp.Parse(SecondHour)));

        Assert.That(failure!.Message, Does.Contain("unmounted"));
    }

    [TestCase("c")]
    [TestCase("c/q")]
    public async Task DiskUnmountedWhileItIsPlanned_IsAFailure(string before)
    {
        var tree = RegularArchive.Of(3);
        await using var opened = OpenedArchive.Open(new InMemoryReader(tree)
        {
            BeforeListing = (path, _) =>
            {
                if (path == before) tree.Unmount();
            },
        });

        var failure = await Assert.ThrowsAsync<AuditFailedException>(() => opened.Archive.AuditToReportAsync(new AuditRequest()));

        Assert.That(failure!.Message, Does.Contain("unmounted"));
    }

    [Test]
    public async Task UnreadableRoot_CannotBeAudited()
    {
        var tree = RegularArchive.Of(1);
        tree.Root.Unreadable = "Input/output error";
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);

        var failure = await Assert.ThrowsAsync<AuditFailedException>(() => opened.Archive.AuditToReportAsync(new AuditRequest()));

        Assert.That(failure!.Message, Does.Contain(InMemoryReader.RootPath).And.Contain("Input/output error"));
    }

    [Test]
    public async Task HourDeletedWhileListed_IsAsIfItHadNeverBeenThere()
    {
        var tree = RegularArchive.Of(3);
        var without = await Audit(RegularArchive.Of(2));
        tree.Hour(ThirdHour).GoneWhenListed = true;
        var report = await Audit(tree);

        Assert.That(report.Findings, Is.EqualTo(without.Findings));
        Assert.That(report.Streams, Is.EqualTo(without.Streams));
    }

    [Test]
    public async Task StreamDeletedWhileListed_IsAsIfItHadNeverBeenThere()
    {
        var tree = RegularArchive.Of(1);
        tree.Hour("d", "q", FirstHour);
        tree.Root.Child("d").GoneWhenListed = true;

        var report = await Audit(tree);

        Assert.That(report.Streams.Select(s => s.Stream.Channel), Is.EqualTo(["c"]));
        Assert.That(report.Summary.Complete, Is.True);
    }

    [Test]
    public async Task FilesDeletedBeforeTheyAreSized_DropOutAndTheRestIsChosenFrom()
    {
        var tree = new ArchiveTree();
        tree.Hour(FirstHour)
            .Add(Vanishing(SegmentNames.Full("00:00", "3.0", 1)))
            .Add(Vanishing(SegmentNames.Full("00:00", "3.0", 2)))
            .File(SegmentNames.Full("00:00", "2.0", 3));
        var report = await Audit(tree);

        Assert.That(report.Summary.Entries, Is.EqualTo(new EntryCounts { Vanished = 2, Selected = 1 }));
        Assert.That(report.Streams[0].Window!.Value.Microseconds, Is.EqualTo(2_000_000));
        Assert.That(report.Summary.Complete, Is.True);
    }

    [Test]
    public async Task AllRivalsDeletedBeforeTheyAreSized_LeaveNothing()
    {
        var tree = new ArchiveTree();
        tree.Hour(FirstHour).Add(Vanishing(SegmentNames.Full("00:00", content: 1))).Add(Vanishing(SegmentNames.Full("00:00", content: 2)));
        var report = await Audit(tree);

        Assert.That(report.Summary.Entries, Is.EqualTo(new EntryCounts { Vanished = 2 }));
        Assert.That(report.Streams[0].Window, Is.Null);
    }

    [Test]
    public async Task SizeThatCannotBeHad_IsAFindingAndCountsAsTheSmallest()
    {
        var unsized = SegmentNames.Full("00:00", content: 1);
        var empty = SegmentNames.Full("00:00", content: 2);
        var tree = new ArchiveTree();
        tree.Hour(FirstHour).Add(new TreeEntry(unsized, EntryKind.File)
        {
            SizeBytes = 100,
            SizeFault = "Input/output error",
        }).File(empty, 0);
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);

        var report = await opened.Archive.AuditToReportAsync(new AuditRequest());
        var sequence = await opened.Archive.SelectAsync(new StreamId("c", "q"), RegularArchive.Within(0, 0, 2));

        Assert.That(report.Findings, Is.EqualTo([new UnreadableFinding
        {
            Path = Places.Entry($"c/q/{FirstHour}/{unsized}"),
            Cause = "Input/output error",
        }]));
        Assert.That(report.Summary.Outcome, Is.EqualTo(AuditOutcome.Incomplete));
        Assert.That(sequence.Segments.Single().Name, Is.EqualTo(empty));
        Assert.That(sequence.Unreadable.Select(u => $"{u.Path}"), Is.EqualTo([$"c/q/{FirstHour}/{unsized}"]));
    }

    [Test]
    public async Task LoneSegmentWhoseSizeCannotBeHad_IsNeverAsked()
    {
        var tree = new ArchiveTree();
        tree.Hour(FirstHour).Add(new TreeEntry(SegmentNames.Full("00:00"), EntryKind.File)
        {
            SizeFault = "Input/output error",
            Vanishes = true,
        });

        var report = await Audit(tree);

        Assert.That(report.Findings, Is.Empty);
        Assert.That(report.Summary.Entries, Is.EqualTo(new EntryCounts { Selected = 1 }));
    }

    private static TreeEntry Vanishing(string name) => new(name, EntryKind.File) { Vanishes = true };

    private static void UnmountBefore(ArchiveTree tree, string path)
    {
        if (path == $"c/q/{SecondHour}") tree.Unmount();
    }

    private static async Task<AuditReport> Audit(ArchiveTree tree)
    {
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);
        return await opened.Archive.AuditToReportAsync(new AuditRequest());
    }
}
