using System.Text;

namespace SegmentPipeline;

/// <summary>How an archive is laid out: where a stream and an hour lie below its root, and which names of an hour are segments and
/// tombstones.</summary>
/// <remarks>Source: semantics §1. The one place that joins the parts of a path and knows the endings of names.</remarks>
internal static class ArchiveLayout
{
    /// <summary>How the name of a segment ends, as text.</summary>
    internal const string SegmentEnding = ".ts";

    /// <summary>How the name of a tombstone ends, as text.</summary>
    internal const string TombstoneEnding = ".tombstone";

    /// <summary>How the name of a segment ends.</summary>
    internal static ReadOnlySpan<byte> SegmentSuffix => ".ts"u8;

    /// <summary>How the name of a tombstone ends.</summary>
    internal static ReadOnlySpan<byte> TombstoneSuffix => ".tombstone"u8;

    /// <summary>How the name of a batch of chat messages ends. Such files lie where segments do.</summary>
    internal static ReadOnlySpan<byte> ChatSuffix => ".json"u8;

    /// <summary>Whether a name is of a file that nodes hand to each other: a segment or a batch of chat messages.</summary>
    internal static bool IsContent(ReadOnlySpan<byte> name) => name.EndsWith(SegmentSuffix) || name.EndsWith(ChatSuffix);

    /// <summary>What the tombstone of such a file is called, but for its ending.</summary>
    internal static ReadOnlySpan<byte> StemOfContent(ReadOnlySpan<byte> name) => name[..name.LastIndexOf((byte)'.')];

    /// <summary>Whether a name is hidden. Hidden names are part of no archive.</summary>
    internal static bool IsHidden(ReadOnlySpan<byte> name) => name[0] == '.';

    /// <summary>What a tombstone of that name withdraws and a segment of that name is known by: the name without its ending, or all of it
    /// if it has neither.</summary>
    internal static ReadOnlySpan<byte> StemOf(ReadOnlySpan<byte> name)
    {
        if (name.EndsWith(SegmentSuffix)) return name[..^SegmentSuffix.Length];
        return name.EndsWith(TombstoneSuffix) ? name[..^TombstoneSuffix.Length] : name;
    }

    /// <summary>The name of the tombstone that withdraws a segment.</summary>
    internal static string TombstoneOf(string segment) => segment[..^SegmentEnding.Length] + TombstoneEnding;

    /// <summary>The name of the tombstone that withdraws a segment, as bytes.</summary>
    internal static byte[] TombstoneOf(ReadOnlySpan<byte> segment) => [.. segment[..^SegmentSuffix.Length], .. TombstoneSuffix];

    /// <summary>Where the channel lies in an archive.</summary>
    internal static DirectoryPath ChannelIn(DirectoryPath root, ReadOnlySpan<byte> channel) => root.Child(channel);

    /// <summary>Where a stream lies in an archive.</summary>
    internal static DirectoryPath StreamIn(DirectoryPath root, StreamId stream) =>
        root.Child(RawName.Unescape(stream.Channel)).Child(RawName.Unescape(stream.Quality));

    /// <summary>Where an hour lies in the directory of its stream.</summary>
    internal static DirectoryPath HourIn(DirectoryPath stream, Hour hour)
    {
        Span<byte> name = stackalloc byte[Hour.TextLength];
        hour.Write(name);
        return stream.Child(name);
    }

    /// <summary>The names on the way from the root to a file.</summary>
    internal static IReadOnlyList<ReadOnlyMemory<byte>> PlaceOf(StreamId stream, Hour hour, ReadOnlyMemory<byte> name) =>
        [.. PlaceOf(stream, hour), name];

    /// <summary>The path of an hour below the root.</summary>
    internal static IReadOnlyList<ReadOnlyMemory<byte>> PlaceOf(StreamId stream, Hour hour)
    {
        var directory = new byte[Hour.TextLength];
        hour.Write(directory);
        return [RawName.Unescape(stream.Channel), RawName.Unescape(stream.Quality), directory];
    }

    /// <summary>Reads the name of an hour's directory.</summary>
    internal static bool TryReadHour(ReadOnlySpan<byte> name, out Hour hour) => Hour.TryParse(name, out hour);

    /// <summary>Whether text that comes from elsewhere is the name of a segment that may be handed out: it keeps to the grammar and is not
    /// temporary.</summary>
    internal static bool IsNameOfSegment(string name)
    {
        if (!name.EndsWith(SegmentEnding, StringComparison.Ordinal)) return false;
        var entry = default(SegmentEntry);
        var fault = SegmentNameParser.Parse(StemOf(Encoding.UTF8.GetBytes(name)), ref entry, out _);
        return fault == NameFault.None && entry.Kind != SegmentKind.Temporary;
    }
}
