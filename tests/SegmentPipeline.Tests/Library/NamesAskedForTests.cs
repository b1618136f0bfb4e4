using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Library;

/// <summary>Names that do not exist are answered with the nearest that does, and wrong roots with the right level.</summary>
internal sealed class NamesAskedForTests
{
    private static readonly TimeRange Range = TimeRange.Parse("2026-03-28T22", "2026-03-28T23");

    [TestCase("desertbuss", "source", "desertbus")]
    [TestCase("desertbus", "sourse", "source")]
    [TestCase("Desertbus", "source", "desertbus")]
    public async Task Select_UnknownName_NamesTheNearest(string channel, string quality, string nearest)
    {
        await using var opened = OpenedArchive.Open(Tree(), ReaderKind.InMemory);

        var failure = await Assert.ThrowsAsync<StreamNotFoundException>(() =>
            opened.Archive.SelectAsync(new StreamId(channel, quality), Range));

        Assert.That(failure!.Message, Does.Contain($"'{nearest}'"));
    }

    [TestCase("desertbuss", "desertbus")]
    [TestCase("loadingreadyrum", "loadingreadyrun")]
    public async Task Audit_UnknownChannel_NamesTheNearest(string channel, string nearest)
    {
        await using var opened = OpenedArchive.Open(Tree(), ReaderKind.InMemory);

        var failure = await Assert.ThrowsAsync<StreamNotFoundException>(
            () => opened.Archive.AuditToReportAsync(new AuditRequest { Channels = ["desertbus", channel] }));

        Assert.That(failure!.Message, Does.Contain($"'{nearest}'").And.Contain($"'{channel}'"));
    }

    [Test]
    public async Task Audit_UnknownQuality_NamesTheNearest()
    {
        await using var opened = OpenedArchive.Open(Tree(), ReaderKind.InMemory);

        var failure = await Assert.ThrowsAsync<StreamNotFoundException>(
            () => opened.Archive.AuditToReportAsync(new AuditRequest { Qualities = ["sourc"] }));

        Assert.That(failure!.Message, Does.Contain("'source'"));
    }

    [Test]
    public async Task Audit_ChosenNames_AreAllThatIsAudited()
    {
        await using var opened = OpenedArchive.Open(Tree(), ReaderKind.InMemory);

        var report = await opened.Archive.AuditToReportAsync(new AuditRequest { Channels = ["desertbus"], Qualities = ["source"] });

        Assert.That(report.Streams.Select(s => s.Stream.ToString()), Is.EqualTo(["desertbus/source"]));
    }

    [TestCase("desert*", "loadingreadyrun/source")]
    [TestCase("*/480p", "desertbus/source loadingreadyrun/source")]
    [TestCase("desertbus/sourc?", "desertbus/480p loadingreadyrun/source")]
    [TestCase("Desertbus", "desertbus/480p desertbus/source loadingreadyrun/source")]
    [TestCase("**/source", "desertbus/480p")]
    [TestCase("**/desertbus", "loadingreadyrun/source")]
    [TestCase("source", "desertbus/480p desertbus/source loadingreadyrun/source")]
    public async Task Audit_ExcludePattern_LeavesOutWhatItMatches(string pattern, string streams)
    {
        await using var opened = OpenedArchive.Open(Tree(), ReaderKind.InMemory);

        var report = await opened.Archive.AuditToReportAsync(new AuditRequest { Exclude = [pattern] });

        Assert.That(string.Join(' ', report.Streams.Select(s => s.Stream)), Is.EqualTo(streams));
    }

    [TestCase("lost+found")]
    [TestCase("@eaDir")]
    [TestCase("#recycle")]
    [TestCase("#snapshot")]
    [TestCase("$RECYCLE.BIN")]
    [TestCase("System Volume Information")]
    [TestCase(".Trash-1000")]
    public async Task Audit_DirectoryOfASystemOnAnyLevel_IsNeitherStreamNorFindingUnlessAskedFor(string name)
    {
        var tree = Tree();
        foreach (var level in new[] { tree.Root, tree.Root.Child("desertbus"), tree.Root.Child("desertbus").Child("source") })
        {
            level.Child(name).Unreadable = "Permission denied";
        }

        tree.Hour("desertbus", "source", "2026-03-28T22").Child(name);
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);

        var report = await opened.Archive.AuditToReportAsync(new AuditRequest());
        var streams = await opened.Archive.GetStreamsAsync();
        var all = await opened.Archive.AuditToReportAsync(new AuditRequest { Exclude = [] });

        Assert.That(report.Findings, Is.Empty);
        Assert.That(report.Summary.Complete, Is.True);
        Assert.That(streams, Has.Count.EqualTo(3));
        Assert.That(all.Summary.Findings.Unreadable, Is.EqualTo(name[0] == '.' ? 0 : 2));
        Assert.That(all.Summary.Findings.Stray, Is.EqualTo(name[0] == '.' ? 0 : 1));
    }

    [Test]
    public async Task Audit_RequestThatBreaksRules_IsRefusedBeforeAnyWork()
    {
        var reader = new InMemoryReader(Tree());
        await using var opened = OpenedArchive.Open(reader);
        var request = new AuditRequest { Tolerance = TimeSpan.FromMicroseconds(-1) };
        var context = new AuditContext { Parallelism = 0 };

        var misuse = Assert.Throws<ArgumentException>(() => opened.Archive.AuditAsync(request, context));
        Assert.Throws<ArgumentException>(() => opened.Archive.CreateAuditSource(request, context));
        Assert.Throws<ArgumentException>(() => opened.Archive.CreateAuditChannel(request, context));
        await Assert.ThrowsAsync<ArgumentException>(() => opened.Archive.AuditToReportAsync(request, context));

        Assert.That(misuse!.Message, Does.Contain("tolerance").And.Contain("parallelism"));
        Assert.That(reader.Listings, Is.Empty);
    }

    [Test]
    public async Task Archive_Disposed_RefusesNewCalls()
    {
        var opened = OpenedArchive.Open(Tree(), ReaderKind.InMemory);
        await opened.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => opened.Archive.AuditToReportAsync(new AuditRequest()));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => opened.Archive.SelectAsync(new StreamId("desertbus", "source"), Range));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => opened.Archive.GetStreamsAsync());
    }

    private static ArchiveTree Tree()
    {
        var tree = new ArchiveTree();
        foreach (var (channel, quality) in new[] { ("desertbus", "source"), ("desertbus", "480p"), ("loadingreadyrun", "source") })
            tree.Hour(channel, quality, "2026-03-28T22").File(SegmentNames.Full("00:00"));
        return tree;
    }
}
