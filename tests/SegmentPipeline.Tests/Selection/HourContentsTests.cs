using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Selection;

/// <summary>Which files of an hour are looked into, and in what order.</summary>
internal sealed class HourContentsTests
{
    private const string Hour = "2026-03-28T10";

    [Test]
    public async Task Contents_HoweverTheyAreListed_AreInOneOrder([Values(1, 2, 3)] int seed)
    {
        var tree = new ArchiveTree();
        var hour = tree.Hour(Hour);
        string[] expected =
        [
            SegmentNames.Full("00:00", content: 1),
            .. new[] { SegmentNames.Full("00:00", content: 2), SegmentNames.Full("00:00", content: 3) }.Order(StringComparer.Ordinal),
            SegmentNames.Suspect("00:02", content: 4),
            SegmentNames.Partial("00:04", content: 5),
        ];
        hour.File(expected[0], 99);
        foreach (var name in expected.Skip(1)) hour.File(name, 10);
        string[] others =
        [
            SegmentNames.Temporary("00:06"), ".hidden.ts", "bad.ts", "notes.txt",
            SegmentNames.Full("00:08"), Path.ChangeExtension(SegmentNames.Full("00:08"), ".tombstone"),
        ];
        foreach (var name in others) hour.File(name);
        var contents = await ListAsync(new InMemoryReader(tree) { ShuffleSeed = seed });
        Assert.Multiple(() =>
        {
            Assert.That(Enumerable.Range(0, contents.Count).Select(i => contents[i].Name), Is.EqualTo(expected));
            Assert.That(Enumerable.Range(0, contents.Count).Select(contents.IsSelected), Is.EqualTo([true, false, false, true, true]));
            Assert.That((contents.Outcome, contents.Cause), Is.EqualTo((ListingOutcome.Read, (string?)null)));
        });
    }

    [Test]
    public async Task Contents_OfAnHourThatCannotBeListed_SayWhy()
    {
        var tree = new ArchiveTree();
        tree.Hour(Hour).Unreadable = "Input/output error";
        var contents = await ListAsync(new InMemoryReader(tree));
        Assert.That((contents.Outcome, contents.Cause, contents.Count), Is.EqualTo((ListingOutcome.Unreadable, "Input/output error", 0)));
    }

    [Test]
    public async Task Contents_OfAnHourThatIsGone_AreAbsent()
    {
        var tree = new ArchiveTree();
        tree.Hour(Hour).GoneWhenListed = true;
        Assert.That((await ListAsync(new InMemoryReader(tree))).Outcome, Is.EqualTo(ListingOutcome.Absent));
    }

    [Test]
    public async Task Contents_OfADirectoryThatHasJustChanged_HaveNoFingerprint([Values(0, 1, 2, 3, 4)] int secondsAfter)
    {
        var tree = new ArchiveTree();
        tree.Hour(Hour).File(SegmentNames.Full("00:00"));
        var changed = (long)tree.Hour(Hour).Version;
        var contents = await ListAsync(
            new InMemoryReader(tree),
            Timestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeSeconds(changed + secondsAfter)));
        Assert.That(contents.Fingerprint is not null, Is.EqualTo(secondsAfter > 2));
    }

    [Test]
    public async Task Contents_OfASegmentWhoseSizeCannotBeHad_HaveItOnce()
    {
        var tree = new ArchiveTree();
        tree.Hour(Hour)
            .Add(new TreeEntry(SegmentNames.Full("00:00", content: 1), EntryKind.File) { SizeFault = "Permission denied" })
            .File(SegmentNames.Full("00:00", content: 2), 10)
            .Untold(SegmentNames.Full("00:02"), "no telling");
        var contents = await ListAsync(new InMemoryReader(tree));
        Assert.Multiple(() =>
        {
            Assert.That(contents.Count, Is.EqualTo(2));
            Assert.That(contents.Unreadable.Select(finding => finding.Path.Name), Is.EqualTo([SegmentNames.Full("00:02")]));
        });
    }

    private static async Task<HourContents> ListAsync(InMemoryReader reader, Timestamp? now = null)
    {
        await using var opened = OpenedArchive.Open(reader, now);
        using var plan = await opened.Archive.PlanContentsAsync(new AuditRequest());
        return await plan.ListAsync(plan.Streams.Single(), plan.Streams.Single().Hours.Single());
    }
}
