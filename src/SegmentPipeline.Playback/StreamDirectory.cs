using System.Collections.Concurrent;
using System.Text;
using System.Text.Unicode;

namespace SegmentPipeline.Playback;

/// <summary>Where a stream lies, as text that opens it: also where its name is not UTF-8, which no text can say. Such a directory is held open, and its path leads through
/// the descriptor, here and in the programs that are started from here.</summary>
internal static class StreamDirectory
{
    private static readonly ConcurrentDictionary<(string Root, StreamId Stream), LinuxHeldDirectory> Held = new();

    /// <summary>The path of a stream's directory.</summary>
    internal static string PathOf(string root, StreamId stream)
    {
        var (channel, quality) = (RawName.Unescape(stream.Channel), RawName.Unescape(stream.Quality));
        if (Utf8.IsValid(channel) && Utf8.IsValid(quality)) return Path.Combine(root, Encoding.UTF8.GetString(channel), Encoding.UTF8.GetString(quality));
        return ThroughDescriptor(root, stream, DirectoryPath.Of(root).Child(channel).Child(quality)) ?? Path.Combine(root, stream.Channel, stream.Quality);
    }

    private static string? ThroughDescriptor(string root, StreamId stream, DirectoryPath directory)
    {
        if (DirectoryReader.Best is not LinuxDirectoryReader reader) return null;
        if (Held.TryGetValue((root, stream), out var held) && held.Ask() == HeldState.Same) return held.OpenPath;
        var opened = (LinuxHeldDirectory)reader.Hold(directory);
        if (opened.OpenPath is null) return null;
        Held[(root, stream)] = opened;
        held?.Dispose();
        return opened.OpenPath;
    }
}
