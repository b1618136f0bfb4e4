using System.Buffers;

namespace SegmentPipeline.Memory;

/// <summary>Writes numbers and names one after another: numbers seven bits a byte, least first, names behind their length.</summary>
internal readonly struct FactsWriter(ArrayBufferWriter<byte> bytes)
{
    internal void Write(long number)
    {
        var rest = (ulong)number;
        var room = bytes.GetSpan(10);
        var length = 0;
        for (; rest >= 0x80; rest >>= 7) room[length++] = (byte)(rest & 0x7F | 0x80);
        room[length++] = (byte)rest;
        bytes.Advance(length);
    }

    internal void Write(ReadOnlySpan<byte> name)
    {
        Write(name.Length);
        WriteBare(name);
    }

    /// <summary>Bytes whose number the reader knows.</summary>
    internal void WriteBare(ReadOnlySpan<byte> name) => bytes.Write(name);
}
