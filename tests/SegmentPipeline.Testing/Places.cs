namespace SegmentPipeline.Testing;

/// <summary>Places in an archive by their paths, as reports show them.</summary>
internal static class Places
{
    /// <summary>The directory of a channel, a stream or an hour.</summary>
    internal static ArchivePath Directory(string path) => path.Split('/') switch
    {
        [var channel] => new ArchivePath(channel),
        [var channel, var quality] => new ArchivePath(new StreamId(channel, quality)),
        [var channel, var quality, var hour] => new ArchivePath(new StreamId(channel, quality), HourOf(hour)),
        _ => throw new ArgumentException($"{path} is no such directory", nameof(path)),
    };

    /// <summary>An entry of the root or of such a directory.</summary>
    internal static ArchivePath Entry(string path)
    {
        var slash = path.LastIndexOf('/');
        return (slash < 0 ? ArchivePath.Root : Directory(path[..slash])).WithEntry(RawName.Unescape(path[(slash + 1)..]));
    }

    /// <summary>An entry of an hour of a stream: <c>HOUR/NAME</c>.</summary>
    internal static EntryPath Entry(StreamId stream, string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return new EntryPath(stream, HourOf(path[..slash]), RawName.Unescape(path[(slash + 1)..]));
    }

    private static Hour HourOf(string text) =>
        Hour.TryParse(text, out var hour) ? hour : throw new ArgumentException($"{text} is no hour", nameof(text));
}
