using System.Text;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Playback.Tests.Playlists;

public sealed class FfconcatPlaylistTests
{
    [Test]
    public async Task Sequence_WithAHole_IsItsFilesWithoutIt()
    {
        var (root, text) = await WriteAsync("c");

        Assert.That(text, Is.EqualTo($"""
            ffconcat version 1.0
            file '{root}/c/q/2026-03-28T22/00:00-2.0-full-{SegmentNames.Hash(0)}.ts'
            duration 2.000000
            file '{root}/c/q/2026-03-28T22/00:07.5-1.001-full-{SegmentNames.Hash(0)}.ts'
            duration 1.001000

            """));
    }

    [Test]
    public async Task Quote_InAName_IsWrittenBetweenQuotedParts()
    {
        var (root, text) = await WriteAsync("it's");

        Assert.That(text, Does.Contain($@"file '{root}/it'\''s/q/2026-03-28T22/00:00-"));
    }

    [Test]
    public void LineBreak_InAName_IsRefused() => Assert.That(() => WriteAsync("a\nb"), Throws.ArgumentException);

    private static async Task<(string Root, string Text)> WriteAsync(string channel)
    {
        using var tree = PlaylistOf.ArchiveOf([SegmentNames.Full("00:00"), SegmentNames.Full("00:07.5", "1.001")], channel);
        using var stream = new MemoryStream();
        await FfconcatPlaylist.WriteAsync(await PlaylistOf.SequenceAsync(tree.Root, 8, channel), new AsynchronousStream(stream));
        return (tree.Root, Encoding.UTF8.GetString(stream.ToArray()));
    }
}
