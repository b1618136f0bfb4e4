using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;

namespace SegmentPipeline.Memory;

/// <summary>The names of an hour's segments in about half of their bytes: what stands before the hash is taken from the name before where it is the same but for
/// the time, and the hash is 32 bytes instead of 43 characters.</summary>
/// <remarks>A name is told as the number of bytes that it shares with the end of the one before's head (all before the hash), then the bytes of its head that differ, then the
/// hash. A hash that is not the text of 32 bytes makes the name stand as it is.</remarks>
internal static class PackedNames
{
    private const int Version = 1;
    private const int LikelyLength = 40;
    private static ReadOnlySpan<byte> Suffix => ".ts"u8;

    /// <summary>Packs the names of the selected segments.</summary>
    internal static byte[] Pack(HourBatch batch)
    {
        var writer = new FactsWriter(LikelyLength + batch.SelectedCount * LikelyLength);
        writer.Write(Version);
        ReadOnlySpan<byte> lastHead = [];
        foreach (ref readonly var entry in batch.Selected)
        {
            var name = batch.NameOf(entry);
            var hash = name[entry.HashOffset..^Suffix.Length];
            if (hash.Length != HashBytes.Characters || !HashBytes.IsExact(hash))
            {
                writer.Write(0);
                writer.Write(name);
                continue;
            }

            var head = name[..entry.HashOffset];
            var shared = SharedEnd(lastHead, head);
            writer.Write(1 + shared);
            writer.Write(head[..^shared]);
            HashBytes.Decode(hash, writer.Room(HashBytes.Bytes));
            lastHead = head;
        }

        return writer.Finish();
    }

    /// <summary>The names, in the order in which they were packed.</summary>
    /// <exception cref="FormatException">They are broken, or of another version.</exception>
    internal static List<byte[]> Unpack(ReadOnlySpan<byte> packed)
    {
        var reader = new FactsReader(packed);
        if (reader.ReadNumber() != Version) throw new FormatException("names of another version");
        var names = new List<byte[]>();
        byte[] lastHead = [];
        Span<byte> hash = stackalloc byte[HashBytes.Characters];
        while (!reader.IsAtEnd)
        {
            var sharedPlusOne = reader.ReadNumber(lastHead.Length + 1);
            if (sharedPlusOne == 0)
            {
                names.Add(reader.ReadName().ToArray());
                continue;
            }

            byte[] head = [.. reader.ReadName(), .. lastHead.AsSpan()[^(sharedPlusOne - 1)..]];
            Base64Url.EncodeToUtf8(reader.ReadBare(HashBytes.Bytes), hash);
            names.Add([.. head, .. hash, .. Suffix]);
            lastHead = head;
        }

        return names;
    }

    /// <summary>How many bytes at their ends are the same.</summary>
    private static int SharedEnd(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var most = Math.Min(left.Length, right.Length);
        var shared = 0;
        for (; shared + sizeof(ulong) <= most; shared += sizeof(ulong))
        {
            var difference = LastEight(left[..^shared]) ^ LastEight(right[..^shared]);
            if (difference != 0) return shared + BitOperations.LeadingZeroCount(difference) / 8;
        }

        while (shared < most && left[^(shared + 1)] == right[^(shared + 1)]) shared++;
        return shared;
    }

    private static ulong LastEight(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..]);
}
