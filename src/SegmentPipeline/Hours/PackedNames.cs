using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace SegmentPipeline;

/// <summary>The names of an hour's segments in about half of their bytes: what stands before the hash is taken from the name before where
/// it is the same but for the time, and the hash is 32 bytes instead of 43 characters.</summary>
/// <remarks>A name is told as the number of bytes that it shares with the end of the one before's head (all before the hash), then the
/// bytes of its head that differ, then the hash. A hash that is not the text of 32 bytes makes the name stand as it is.</remarks>
internal static class PackedNames
{
    private const int Version = 1;
    private const int LikelyLength = 40;

    /// <summary>Names stand in the order of their directory, so the next one is in no line of the cache that is near.</summary>
    private const int NamesAhead = 8;

    /// <summary>Packs the names of the selected segments. Reads Selected and Names; writes nothing.</summary>
    internal static LentBytes Pack(HourBuffers buffers)
    {
        var writer = new FactsWriter(LikelyLength + buffers.SelectedCount * LikelyLength);
        writer.Write(Version);
        ReadOnlySpan<byte> lastHead = [];
        var selected = buffers.Selected;
        for (var i = 0; i < selected.Length; i++)
        {
            if (i + NamesAhead < selected.Length) Fetch(buffers.NameOf(selected[i + NamesAhead]));
            ref readonly var entry = ref selected[i];
            var name = buffers.NameOf(entry);
            var hash = ArchiveLayout.StemOf(name)[entry.HashOffset..];
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
            names.Add([.. head, .. hash, .. ArchiveLayout.SegmentSuffix]);
            lastHead = head;
        }

        return names;
    }

    /// <summary>Lets the processor fetch a name while others are packed.</summary>
    private static unsafe void Fetch(ReadOnlySpan<byte> name)
    {
        if (!Sse.IsSupported) return;
        ref var first = ref MemoryMarshal.GetReference(name);
        Sse.Prefetch0(Unsafe.AsPointer(ref first));
        Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref first, name.Length - 1)));
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
