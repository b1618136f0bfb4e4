using System.IO.Compression;

namespace SegmentPipeline.Replicas;

/// <summary>What a node says of its files as it is kept: its own record and those of its corrupt files, a JSON object a line, compressed
/// with zlib.</summary>
internal static class PackedContents
{
    /// <summary>More than the longest records of all that is told, and far less than memory.</summary>
    private const long MostBytes = 256L * 1024 * 1024;

    private const int MostLineBytes = 64 * 1024;

    internal static byte[] Pack(NodeContents contents)
    {
        var packed = new MemoryStream();
        using (var compressed = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            foreach (var record in (IEnumerable<FleetRecord>)[FleetContents.RecordOf(contents), .. contents.Corrupt])
            {
                compressed.Write(FleetJson.ToBytes(record).Span);
                compressed.Write("\n"u8);
            }
        }

        return packed.ToArray();
    }

    /// <exception cref="FormatException">It is none.</exception>
    internal static NodeContents Unpack(ReadOnlyMemory<byte> packed)
    {
        try
        {
            using var bytes = new MemoryStream(packed.ToArray(), writable: false);
            using var text = new MemoryStream();
            using (var compressed = new ZLibStream(bytes, CompressionMode.Decompress)) CopyBounded(compressed, text);
            text.Position = 0;
            return Read(text);
        }
        catch (Exception fault) when (fault is InvalidDataException or FormatException)
        {
            throw new FormatException($"nothing that a node says of its files: {fault.Message}", fault);
        }
    }

    private static void CopyBounded(ZLibStream from, MemoryStream to)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = from.Read(buffer)) > 0)
        {
            if (to.Length + read > MostBytes) throw new FormatException("it is longer than anybody reads");
            to.Write(buffer, 0, read);
        }
    }

    private static NodeContents Read(MemoryStream text)
    {
        NodeRecord? node = null;
        var corrupt = new List<FleetCorruptRecord>();
        var lines = new BoundedLines(text, MostLineBytes, MostBytes);
        while (lines.ReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult() is { } line)
        {
            var record = FleetRecordReader.Read(line, lines.Number);
            if (node is null) node = record as NodeRecord ?? throw new FormatException("it does not begin with its node");
            else corrupt.Add(record as FleetCorruptRecord ?? throw new FormatException($"line {lines.Number} is no corrupt file"));
        }

        return ToContents(node ?? throw new FormatException("it is empty"), corrupt);
    }

    private static NodeContents ToContents(NodeRecord node, List<FleetCorruptRecord> corrupt) => new()
    {
        Node = node.Node,
        Archive = node.Archive,
        AsOf = node.AsOf,
        Run = node.Run,
        Complete = node.Complete,
        Cause = node.Cause,
        Figures = node.Contents,
        Corrupt = corrupt,
    };
}
