using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Library;

/// <summary>What an archive says of its levels, for hosts that show one.</summary>
internal sealed class ListingTests
{
    private static readonly StreamId Stream = new("desertbus", "source");
    private static readonly Hour Hour = Timestamp.Parse("2026-03-28T22").Hour;

    [Test]
    public async Task Levels_OfAnArchive_AreListedWithoutWhatIsHidden()
    {
        await using var opened = OpenedArchive.Open(Tree(), ReaderKind.InMemory);

        var channels = await opened.Archive.ListChannelsAsync();
        var qualities = await opened.Archive.ListQualitiesAsync("desertbus");
        var hours = await opened.Archive.ListHoursAsync(Stream);
        var names = await opened.Archive.ListNamesAsync(Stream, Hour);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((channels.Outcome, channels.Cause), Is.EqualTo((ListingOutcome.Read, (string?)null)));
            Assert.That(channels.Items, Is.EqualTo(["desertbus", "lost+found"]));
            Assert.That(qualities.Items, Is.EqualTo(["480p", "source"]));
            Assert.That(hours.Items, Is.EqualTo([Hour, new Hour(Hour.SinceEpoch + 1)]));
            Assert.That(names.Items, Is.EquivalentTo(["notes.txt"]));
        }
    }

    [Test]
    public async Task Level_ThatIsNotThere_IsAbsent()
    {
        await using var opened = OpenedArchive.Open(Tree(), ReaderKind.InMemory);

        ListingOutcome[] outcomes =
        [
            (await opened.Archive.ListQualitiesAsync("other")).Outcome,
            (await opened.Archive.ListHoursAsync(new StreamId("desertbus", "other"))).Outcome,
            (await opened.Archive.ListNamesAsync(Stream, new Hour(Hour.SinceEpoch + 2))).Outcome,
        ];

        Assert.That(outcomes, Has.All.EqualTo(ListingOutcome.Absent));
    }

    [TestCase("")]
    [TestCase("..")]
    [TestCase(".cache")]
    [TestCase("desertbus/source")]
    [TestCase("../../etc")]
    [TestCase("a\0b")]
    public async Task Channel_ThatLeadsElsewhere_IsRefused(string channel)
    {
        await using var opened = OpenedArchive.Open(Tree(), ReaderKind.InMemory);

        Assert.That(() => opened.Archive.ListQualitiesAsync(channel), Throws.InstanceOf<ArgumentException>());
    }

    [TestCase(int.MinValue)]
    [TestCase(-17_259_889)]
    [TestCase(70_389_528)]
    [TestCase(int.MaxValue)]
    public async Task Names_OfAnHourThatNoDirectoryNames_AreAbsent(int sinceEpoch)
    {
        await using var opened = OpenedArchive.Open(Tree(), ReaderKind.InMemory);

        Assert.That((await opened.Archive.ListNamesAsync(Stream, new Hour(sinceEpoch))).Outcome, Is.EqualTo(ListingOutcome.Absent));
    }

    [Test]
    public async Task Level_ThatCannotBeRead_SaysWhyAndHasNoItems()
    {
        var tree = Tree();
        tree.Hour("desertbus", "source", "2026-03-28T22").Unreadable = "Permission denied";
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);

        var names = await opened.Archive.ListNamesAsync(Stream, Hour);

        Assert.That((names.Outcome, names.Cause, names.Items.Count), Is.EqualTo((ListingOutcome.Unreadable, "Permission denied", 0)));
    }

    private static ArchiveTree Tree()
    {
        var tree = new ArchiveTree();
        tree.Hour("desertbus", "source", "2026-03-28T22").File("notes.txt");
        tree.Hour("desertbus", "source", "2026-03-28T22").File(".hidden");
        tree.Hour("desertbus", "source", "2026-03-28T23").File("notes.txt");
        tree.Hour("desertbus", "480p", "2026-03-28T23").File("notes.txt");
        tree.Root.Child("lost+found");
        tree.Root.Child(".cache");
        return tree;
    }
}
