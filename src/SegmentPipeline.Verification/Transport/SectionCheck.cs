namespace SegmentPipeline;

/// <summary>The check at the end of a section.</summary>
/// <remarks>Source: ISO/IEC 13818-1 annex A: CRC-32 with the polynomial 0x04C11DB7, high bit first; over a whole section it is 0.</remarks>
internal static class SectionCheck
{
    private const uint Polynomial = 0x04C1_1DB7;
    private const uint HighBit = 0x8000_0000;

    private static readonly uint[] Table = MakeTable();

    /// <summary>Whether a section has arrived as it was sent.</summary>
    internal static bool IsRight(ReadOnlySpan<byte> section) => Compute(section) == 0;

    /// <summary>The check of some bytes.</summary>
    internal static uint Compute(ReadOnlySpan<byte> bytes)
    {
        var check = uint.MaxValue;
        foreach (var one in bytes) check = (check << 8) ^ Table[(check >> 24) ^ one];
        return check;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint value = 0; value < table.Length; value++)
        {
            var check = value << 24;
            for (var bit = 0; bit < 8; bit++) check = (check & HighBit) == 0 ? check << 1 : (check << 1) ^ Polynomial;
            table[value] = check;
        }

        return table;
    }
}
