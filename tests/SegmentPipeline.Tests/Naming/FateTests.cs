using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Naming;

/// <summary>Every entry has one fate, tested in the order of semantics §1.</summary>
internal sealed class FateTests
{
    private const string HourName = "2026-03-28T22";

    [Test]
    public async Task Entry_WhateverStartsWithADot_IsHidden() =>
        Assert.That(
            await Fates(hour =>
                hour.File(".ts").File(".tombstone").File("..ts").File("." + SegmentNames.Full("00:00")).Child(".directory")),
            Is.EqualTo(new EntryCounts { Hidden = 5 }));

    [Test]
    public async Task Entry_OfAnotherSortOrEnding_IsForeign()
    {
        var segment = SegmentNames.Full("00:00");
        var fates = await Fates(hour =>
        {
            hour.File("10:00.json").File("ts").File("x.TS").File("x.ts.part").File("x.tombstone.bak");
            hour.Child(segment);
            hour.Child("x.tombstone");
            hour.Add(new TreeEntry(SegmentNames.Full("00:02"), EntryKind.Link));
            hour.Add(new TreeEntry(SegmentNames.Full("00:04"), EntryKind.Other));
            return hour;
        });

        Assert.That(fates, Is.EqualTo(new EntryCounts { Foreign = 9 }));
    }

    [Test]
    public async Task Segment_BesideItsTombstone_IsWithdrawn()
    {
        var segment = SegmentNames.Full("00:00");

        Assert.That(
            await Fates(hour => hour.File(segment).File(Tombstone(segment))),
            Is.EqualTo(new EntryCounts { Tombstoned = 1, Tombstones = 1 }));
    }

    [Test]
    public async Task Segment_BesideAnotherTombstone_Stays()
    {
        var segment = SegmentNames.Full("00:00");

        Assert.That(
            await Fates(hour =>
                hour.File(segment).File(Tombstone(segment) + ".tombstone").File("." + Tombstone(segment)).File("00:00.tombstone")),
            Is.EqualTo(
                new EntryCounts
                {
                    Selected = 1,
                    Tombstones = 2,
                    Hidden = 1,
                }
            ));
    }

    [Test]
    public async Task Segment_BesideADirectoryNamedLikeItsTombstone_Stays()
    {
        var segment = SegmentNames.Full("00:00");
        var fates = await Fates(hour =>
        {
            hour.File(segment).Child(Tombstone(segment));
            return hour;
        });

        Assert.That(fates, Is.EqualTo(new EntryCounts { Selected = 1, Foreign = 1 }));
    }

    [TestCase("nonsense.ts")]
    [TestCase("00:00-2.0-temp-x.ts")]
    public async Task BadOrTemporary_BesideItsTombstone_IsWithdrawnFirst(string name) =>
        Assert.That(
            await Fates(hour => hour.File(name).File(Tombstone(name))),
            Is.EqualTo(new EntryCounts { Tombstoned = 1, Tombstones = 1 }));

    [Test]
    public async Task Withdrawn_BestOfItsStart_LeavesTheNextBest()
    {
        var best = SegmentNames.Full("00:00", "3.0");
        var next = SegmentNames.Full("00:00", "2.0");

        Assert.That(
            await Fates(hour => hour.File(best).File(next).File(Tombstone(best))),
            Is.EqualTo(new EntryCounts { Selected = 1, Tombstoned = 1, Tombstones = 1 }));
    }

    private static string Tombstone(string segment) => segment[..^".ts".Length] + ".tombstone";

    private static async Task<EntryCounts> Fates(Func<TreeDirectory, TreeDirectory> fill)
    {
        var tree = new ArchiveTree();
        fill(tree.Hour(HourName));
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);
        return (await opened.Archive.AuditToReportAsync(new AuditRequest())).Summary.Entries;
    }
}
