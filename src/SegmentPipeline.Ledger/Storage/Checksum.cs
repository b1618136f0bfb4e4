using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace SegmentPipeline.Ledger;

/// <summary>The checksum that stands beside what is remembered, CRC-32C: every single flipped bit changes it.</summary>
internal struct Checksum()
{
    private uint _sum = uint.MaxValue;

    /// <summary>The checksum of all that was added.</summary>
    internal readonly long Value => ~_sum;

    /// <summary>Adds a number.</summary>
    internal void Add(long number) => _sum = BitOperations.Crc32C(_sum, unchecked((ulong)number));

    /// <summary>Adds a number or that there is none.</summary>
    internal void Add(long? number)
    {
        Add(number is null ? 0L : 1L);
        Add(number ?? 0);
    }

    /// <summary>Adds a text, told from those that it could run into.</summary>
    internal void Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    /// <summary>Adds bytes, told from those that they could run into.</summary>
    internal void Add(ReadOnlySpan<byte> bytes)
    {
        Add(bytes.Length);
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            _sum = BitOperations.Crc32C(_sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var last in bytes) _sum = BitOperations.Crc32C(_sum, last);
    }
}
