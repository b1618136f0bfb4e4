using SegmentPipeline.Testing;

namespace SegmentPipeline.Reports.Tests.Pages;

public sealed class PageSegmentsTests
{
    private static readonly StreamId Stream = new("c", "q");

    [Test]
    public async Task Segments_OfASmallArchive_AreAll()
    {
        using var tree = Archive(segments: 300, absent: 100);

        var segments = await CollectAsync(tree, most: 299);

        Assert.That(segments.IsAll);
        var starts = segments.InStream(Stream).Select(segment => segment.Start).ToList();
        Assert.That(starts, Has.Count.EqualTo(299));
        Assert.That(starts, Is.Ordered);
        Assert.That(segments.InStream(new StreamId("c", "other")), Is.Empty);
    }

    [Test]
    public async Task Segments_MoreThanAPageHas_AreThoseAroundTheFindings()
    {
        using var tree = Archive(segments: 300, absent: 100);

        var segments = await CollectAsync(tree, most: 298);

        var hole = Timestamp.Parse("2026-03-28T22:03:20Z");
        Assert.That(segments.IsAll, Is.False);
        Assert.That(segments.InStream(Stream).ToList(), Has.Count.InRange(55, 65));
        Assert.That(
            segments.InStream(Stream),
            Has.All.Matches<Segment>(segment => Math.Abs(segment.Start.MicrosecondsSince(hole)) <= 64 * Timestamp.MicrosecondsPerSecond));
    }

    [Test]
    public async Task Segments_ThatNobodyCanSelectAnyMore_AreLeftOut()
    {
        using var tree = Archive(segments: 3, absent: 1);
        var content = await ContentAsync(tree);
        var segments = new PageSegments((_, _) => throw new OperationCanceledException(), 100);

        await segments.CollectAsync(content);

        Assert.That((segments.IsAll, segments.InStream(Stream).Count()), Is.EqualTo((false, 0)));
    }

    private static async Task<PageSegments> CollectAsync(ArchiveBuilder tree, int most)
    {
        await using var archive = Open(tree);
        var segments = new PageSegments((stream, range) => archive.SelectAsync(stream, range), most);
        await segments.CollectAsync(await ContentAsync(tree));
        return segments;
    }

    private static async Task<PageContent> ContentAsync(ArchiveBuilder tree)
    {
        await using var archive = Open(tree);
        var content = new PageContent(new WorstFindings(100), new CoverageCollector());
        await foreach (var record in archive.AuditAsync(new AuditRequest())) content.Add(record);
        return content;
    }

    private static SegmentArchive Open(ArchiveBuilder tree) =>
        SegmentArchive.Open(tree.Root, new SegmentArchiveOptions { TimeProvider = FixedTimeProvider.FarAfter });

    private static ArchiveBuilder Archive(int segments, int absent)
    {
        var tree = new ArchiveBuilder();
        for (var i = 0; i < segments; i++)
        {
            if (i != absent) tree.File("c", "q", "2026-03-28T22", SegmentNames.Full($"{i / 30:D2}:{i * 2 % 60:D2}"));
        }

        return tree;
    }
}
