using System.Buffers.Binary;

namespace SegmentPipeline.Synthesis;

/// <summary>The tables that say what a transport stream holds: one program with one stream of MPEG-2 video.</summary>
/// <remarks>Source: ISO/IEC 13818-1 §2.4.4.</remarks>
internal static class MediaTables
{
    /// <summary>The PID of the pictures and of the clock.</summary>
    internal const int VideoPid = 0x100;

    /// <summary>The PID of the table of the program.</summary>
    internal const int ProgramPid = 0x1000;

    private const int ProgramNumber = 1;
    private const byte Mpeg2Video = 0x02;
    private const uint Polynomial = 0x04C11DB7;

    /// <summary>The section that names the program.</summary>
    internal static byte[] Association { get; } =
        Section(0x00, 1, [ProgramNumber >> 8, ProgramNumber, 0xE0 | ProgramPid >> 8, ProgramPid & 0xFF]);

    /// <summary>The section that names the streams of the program.</summary>
    internal static byte[] Program { get; } = Section(
        0x02,
        ProgramNumber,
        [0xE0 | VideoPid >> 8, VideoPid & 0xFF, 0xF0, 0, Mpeg2Video, 0xE0 | VideoPid >> 8, VideoPid & 0xFF, 0xF0, 0]);

    /// <summary>The checksum of a section.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= (uint)value << 24;
            for (var bit = 0; bit < 8; bit++) sum = (sum & 0x8000_0000) != 0 ? sum << 1 ^ Polynomial : sum << 1;
        }

        return sum;
    }

    private static byte[] Section(byte table, int id, ReadOnlySpan<byte> content)
    {
        const int HeadBytes = 8, SumBytes = 4;
        var section = new byte[HeadBytes + content.Length + SumBytes];
        var lengthAfterField = section.Length - 3;
        section[0] = table;
        section[1] = (byte)(0xB0 | lengthAfterField >> 8);
        section[2] = (byte)(lengthAfterField & 0xFF);
        section[3] = (byte)(id >> 8);
        section[4] = (byte)(id & 0xFF);
        section[5] = 0xC1; // version 0, current
        content.CopyTo(section.AsSpan(HeadBytes));
        BinaryPrimitives.WriteUInt32BigEndian(section.AsSpan(^SumBytes), Checksum(section.AsSpan(0, section.Length - SumBytes)));
        return section;
    }
}
