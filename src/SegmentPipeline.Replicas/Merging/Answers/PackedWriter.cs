using System.Text;

namespace SegmentPipeline.Replicas;

/// <summary>Writes the fields of a packed answer.</summary>
internal sealed class PackedWriter(Stream stream)
{
    internal void WriteTruth(bool value) => stream.WriteByte(value ? (byte)1 : (byte)0);

    /// <summary>A number that is not negative.</summary>
    internal void WriteNumber(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        for (; value >= 0x80; value >>= 7) stream.WriteByte((byte)((value & 0x7F) | 0x80));
        stream.WriteByte((byte)value);
    }

    /// <summary>Any number but the least of all: small ones take few bytes, on either side of zero.</summary>
    internal void WriteSigned(long value) => WriteNumber(value >= 0 ? value * 2 : value * -2 - 1);

    /// <summary>A text, or null: its length and one more, zero for null, then its UTF-8.</summary>
    internal void WriteText(string? text)
    {
        var bytes = text is null ? [] : Encoding.UTF8.GetBytes(text);
        WriteNumber(text is null ? 0 : bytes.Length + 1);
        stream.Write(bytes);
    }
}
