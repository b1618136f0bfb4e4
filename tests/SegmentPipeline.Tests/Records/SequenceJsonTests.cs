using System.Text;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Records;

internal sealed class SequenceJsonTests
{
    [Test]
    public async Task Sequence_WithHolesOfEachReason_NamesThemInTheirPlaces()
    {
        var tree = new ArchiveTree();
        tree.Hour("2026-03-28T22").File(SegmentNames.Full("00:01")).File(SegmentNames.Partial("00:04")).File(SegmentNames.Suspect("00:06"));
        await using var archive = SegmentArchive.Open(InMemoryReader.RootPath, null, new InMemoryReader(tree));

        var text = await WriteAsync(await archive.SelectAsync(
            new StreamId("c", "q"), TimeRange.Parse("2026-03-28T22:00:00Z", "2026-03-28T22:00:10Z")));

        var hash = SegmentNames.Hash(0);
        Assert.That(text, Is.EqualTo(
            """{"channel":"c","quality":"q","start":"2026-03-28T22:00:00.000000Z","end":"2026-03-28T22:00:10.000000Z","holes":4,"items":["""
            + """{"hole":{"start":"2026-03-28T22:00:00.000000Z","end":"2026-03-28T22:00:01.000000Z","reason":"leading"}},"""
            + $$"""{"segment":"2026-03-28T22/00:01-2.0-full-{{hash}}.ts","start":"2026-03-28T22:00:01.000000Z","end":"2026-03-28T22:00:03.000000Z","kind":"full"},"""
            + """{"hole":{"start":"2026-03-28T22:00:03.000000Z","end":"2026-03-28T22:00:04.000000Z","reason":"gap"}},"""
            + $$"""{"segment":"2026-03-28T22/00:04-2.0-partial-{{hash}}.ts","start":"2026-03-28T22:00:04.000000Z","end":"2026-03-28T22:00:06.000000Z","kind":"partial"},"""
            + """{"hole":{"start":"2026-03-28T22:00:06.000000Z","end":"2026-03-28T22:00:06.000000Z","reason":"after-partial"}},"""
            + $$"""{"segment":"2026-03-28T22/00:06-2.0-suspect-{{hash}}.ts","start":"2026-03-28T22:00:06.000000Z","end":"2026-03-28T22:00:08.000000Z","kind":"suspect"},"""
            + """{"hole":{"start":"2026-03-28T22:00:08.000000Z","end":"2026-03-28T22:00:10.000000Z","reason":"trailing"}}]}"""
            + "\n"));
    }

    [Test]
    public async Task Sequence_WithoutSegments_IsOneEmptyHole()
    {
        var tree = new ArchiveTree();
        tree.Hour("2026-03-28T22");
        await using var archive = SegmentArchive.Open(InMemoryReader.RootPath, null, new InMemoryReader(tree));

        var text = await WriteAsync(await archive.SelectAsync(
            new StreamId("c", "q"), TimeRange.Parse("2026-03-28T22:00:00Z", "2026-03-28T22:00:10Z")));

        Assert.That(text, Does.Contain(
            """[{"hole":{"start":"2026-03-28T22:00:00.000000Z","end":"2026-03-28T22:00:10.000000Z","reason":"empty"}}]"""));
    }

    private static async Task<string> WriteAsync(SegmentSequence sequence)
    {
        using var stream = new AsynchronousOnlyStream();
        await SequenceJson.WriteAsync(stream, sequence);
        return Encoding.UTF8.GetString(stream.Bytes);
    }
}
