using System.Text;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Playback.Tests.Playlists;

/// <summary>Playlists of small archives as text.</summary>
internal static class PlaylistOf
{
    internal const string Hour = "2026-03-28T22";

    /// <summary>The HLS playlist of the first seconds of an hour that holds some files.</summary>
    internal static async Task<string> HlsAsync(string[] names, int seconds, string baseUrl = "", string channel = "c")
    {
        using var tree = ArchiveOf(names, channel);
        var sequence = await SequenceAsync(tree.Root, seconds, channel);
        using var stream = new MemoryStream();
        await HlsPlaylist.WriteAsync(sequence, new AsynchronousStream(stream), baseUrl);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    internal static ArchiveBuilder ArchiveOf(string[] names, string channel = "c")
    {
        var tree = new ArchiveBuilder();
        tree.DirectoryAt(channel, "q", Hour);
        foreach (var name in names) tree.File(channel, "q", Hour, name);
        return tree;
    }

    internal static async Task<SegmentSequence> SequenceAsync(string root, int seconds, string channel = "c")
    {
        var start = Timestamp.Parse(Hour);
        await using var archive = SegmentArchive.Open(root);
        return await archive.SelectAsync(
            new StreamId(channel, "q"),
            new TimeRange(start, start.AddMicroseconds(seconds * Timestamp.MicrosecondsPerSecond)));
    }
}
