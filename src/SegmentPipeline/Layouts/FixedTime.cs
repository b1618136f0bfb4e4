using System.Buffers.Binary;

namespace SegmentPipeline;

/// <summary>Reads the TIME that recorders write, <c>MM:SS.ffffff</c>, its digits side by side in two 64-bit numbers.</summary>
/// <remarks>Digit by digit, this alone was a seventh of all that an audit does outside the kernel.</remarks>
internal static class FixedTime
{
    internal const int Length = 12;

    private const ulong EveryByte = 0x0101_0101_0101_0101;
    private const ulong HighBits = 0x80 * EveryByte;

    /// <summary>What takes 9 to 0x7F, so that anything greater sets the high bit of its byte.</summary>
    private const ulong AboveNine = (0x7F - 9) * EveryByte;

    private static readonly ulong HeadPattern = BinaryPrimitives.ReadUInt64LittleEndian("00:00.00"u8);
    private static readonly ulong HeadMarks = 0x0000_FF00_00FF_0000;
    private static readonly ulong TailPattern = BinaryPrimitives.ReadUInt64LittleEndian("0.000000"u8);

    /// <summary>Reads minute, second and microseconds; false if the text is not of this shape.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> text, out uint minute, out uint second, out uint microseconds)
    {
        // A digit without the bits of '0' is its value; a mark without its own bits is zero.
        var head = BinaryPrimitives.ReadUInt64LittleEndian(text) ^ HeadPattern;
        var tail = BinaryPrimitives.ReadUInt64LittleEndian(text[(Length - 8)..]) ^ TailPattern;
        unchecked
        {
            minute = (uint)((head & 0xFF) * 10 + ((head >> 8) & 0xFF));
            second = (uint)(((head >> 24) & 0xFF) * 10 + ((head >> 32) & 0xFF));
            microseconds = LastSixDigits(tail);
            var wrong = (head + AboveNine) | head | (tail + AboveNine) | tail;
            return (wrong & HighBits) == 0 && (head & HeadMarks) == 0;
        }
    }

    /// <summary>Joins neighbours three times: digits to pairs, pairs to fours, fours to eight, the first two of which are masked
    /// out.</summary>
    private static uint LastSixDigits(ulong digits)
    {
        unchecked
        {
            digits &= 0xFFFF_FFFF_FFFF_0000;
            digits = (digits * 10) + (digits >> 8);
            digits =
                (
                    (digits & 0x0000_00FF_0000_00FF) * 0x000F_4240_0000_0064
                    + ((digits >> 16) & 0x0000_00FF_0000_00FF) * 0x0000_2710_0000_0001
                ) >> 32;
            return (uint)digits;
        }
    }
}
