namespace SegmentPipeline;

/// <summary>What stands before each file of an archive as <c>tar</c> writes it (POSIX.1-1988, <em>ustar</em>): regular files with short
/// names, and nothing else.</summary>
internal static class TarHeader
{
    /// <summary>Files and what stands before them fill whole blocks.</summary>
    internal const int BlockBytes = 512;

    /// <summary>At the end are two blocks of zeros.</summary>
    internal const int EndBytes = 2 * BlockBytes;

    /// <summary>The longest name that needs no further header.</summary>
    internal const int MostNameBytes = 100;

    /// <summary>The largest length, and the last second, that its digits can tell.</summary>
    internal const long MostNumber = (1L << (3 * SizeDigits)) - 1;

    private const int SizeAt = 124, SizeDigits = 11;
    private const int ModifiedAt = 136;
    private const int SumAt = 148, SumDigits = 6, SumBytes = 8;
    private const int KindAt = 156;
    private const int MagicAt = 257;

    private static ReadOnlySpan<byte> Magic => "ustar\0"u8;

    /// <summary>The bytes that fill the last block of a file.</summary>
    internal static int PaddingOf(long length) => (int)(-length & (BlockBytes - 1));

    /// <summary>Writes the header of a file.</summary>
    /// <param name="block">A block.</param>
    /// <param name="name">The name, of 100 bytes at most.</param>
    /// <param name="length">How many bytes the file has, <see cref="MostNumber"/> at most.</param>
    /// <param name="modified">Seconds since 1970, as many at most.</param>
    internal static void Write(Span<byte> block, ReadOnlySpan<byte> name, long length, long modified)
    {
        block = block[..BlockBytes];
        block.Clear();
        name.CopyTo(block[..MostNameBytes]);
        "0000644\00000000\00000000\0"u8.CopyTo(block[MostNameBytes..]);
        WriteOctal(block.Slice(SizeAt, SizeDigits), length);
        WriteOctal(block.Slice(ModifiedAt, SizeDigits), modified);
        block[KindAt] = (byte)'0';
        Magic.CopyTo(block[MagicAt..]);
        "00"u8.CopyTo(block[(MagicAt + Magic.Length)..]);
        WriteOctal(block.Slice(SumAt, SumDigits), SumOf(block));
        block[SumAt + SumDigits + 1] = (byte)' ';
    }

    /// <summary>Reads the header of a file.</summary>
    /// <param name="block">A block.</param>
    /// <param name="name">The name.</param>
    /// <param name="length">How many bytes the file has.</param>
    /// <returns>False if it is none, or that of anything else than a regular file.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> block, out ReadOnlySpan<byte> name, out long length)
    {
        name = block[..MostNameBytes];
        var end = name.IndexOf((byte)0);
        if (end >= 0) name = name[..end];
        return TryReadOctal(block.Slice(SizeAt, SizeDigits + 1), out length)
            && TryReadOctal(block.Slice(SumAt, SumBytes), out var sum)
            && sum == SumOf(block)
            && block[KindAt] is (byte)'0' or 0
            && block[MagicAt..].StartsWith(Magic)
            && !name.IsEmpty;
    }

    /// <summary>The sum of all bytes, with blanks where it stands itself.</summary>
    private static long SumOf(ReadOnlySpan<byte> block)
    {
        long sum = SumBytes * ' ';
        for (var at = 0; at < BlockBytes; at++) sum += at is >= SumAt and < SumAt + SumBytes ? 0 : block[at];
        return sum;
    }

    private static void WriteOctal(Span<byte> digits, long number)
    {
        for (var at = digits.Length - 1; at >= 0; at--)
        {
            digits[at] = (byte)('0' + (number & 7));
            number >>= 3;
        }

        if (number != 0) throw new ArgumentOutOfRangeException(nameof(number), number, "too large for its digits");
    }

    private static bool TryReadOctal(ReadOnlySpan<byte> digits, out long number)
    {
        number = 0;
        digits = digits.TrimEnd(" \0"u8);
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7') return false;
            number = number << 3 | (uint)(digit - '0');
        }

        return !digits.IsEmpty;
    }
}
