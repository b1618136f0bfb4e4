using System.Buffers.Binary;

namespace SegmentPipeline.Synthesis;

/// <summary>Writes single packets of a transport stream.</summary>
/// <remarks>Source: ISO/IEC 13818-1 §2.4.3.</remarks>
internal static class MediaPacket
{
    /// <summary>Length of a packet.</summary>
    internal const int Bytes = 188;

    /// <summary>What every packet begins with.</summary>
    internal const byte Sync = 0x47;

    /// <summary>Clocks have 33 bits, of 90 kHz.</summary>
    internal const long ClockMask = (1L << 33) - 1;

    /// <summary>Where the private data of a packet with a picture begins.</summary>
    internal const int PrivateData = 13;

    private const int HeadBytes = 4, NullPid = 0x1FFF;
    private const byte PayloadOnly = 0x10, FieldAndPayload = 0x30;
    private const byte Stuffing = 0xFF;

    /// <summary>A packet that holds one section.</summary>
    internal static void WriteSection(Span<byte> packet, int pid, ReadOnlySpan<byte> section)
    {
        packet.Fill(Stuffing);
        WriteHead(packet, pid, isStart: true, PayloadOnly, counter: 0);
        packet[HeadBytes] = 0; // the section begins at once
        section.CopyTo(packet[(HeadBytes + 1)..]);
    }

    /// <summary>A packet that holds a whole picture, with its clock, and private data that tells files of equal pictures apart.</summary>
    internal static void WritePicture(Span<byte> packet, int counter, long pts, ulong privateData, ReadOnlySpan<byte> picture)
    {
        const int PesHeadBytes = 14, ClockBytes = 6;
        packet.Fill(Stuffing);
        WriteHead(packet, MediaTables.VideoPid, isStart: true, FieldAndPayload, counter);
        var fieldBytes = Bytes - HeadBytes - PesHeadBytes - picture.Length;
        packet[4] = (byte)(fieldBytes - 1);
        packet[5] = 0x52; // may be entered here; has a clock and private data
        WriteClock(packet.Slice(6, ClockBytes), pts);
        packet[12] = sizeof(ulong);
        BinaryPrimitives.WriteUInt64BigEndian(packet[PrivateData..], privateData);
        var pes = packet[(HeadBytes + fieldBytes)..];
        ReadOnlySpan<byte> head = [0, 0, 1, 0xE0, 0, 0, 0x80, 0x80, 5];
        head.CopyTo(pes);
        WritePts(pes[9..], pts);
        picture.CopyTo(pes[PesHeadBytes..]);
    }

    /// <summary>A packet that says nothing, filled with noise.</summary>
    internal static void WriteNull(Span<byte> packet, SplitMix64 noise)
    {
        WriteHead(packet, NullPid, isStart: false, PayloadOnly, counter: 0);
        noise.Fill(packet[HeadBytes..]);
    }

    /// <summary>The five bytes of a PTS alone.</summary>
    internal static void WritePts(Span<byte> target, long pts)
    {
        target[0] = (byte)(0x21 | (pts >> 30 & 7) << 1);
        target[1] = (byte)(pts >> 22 & 0xFF);
        target[2] = (byte)(0x01 | (pts >> 15 & 0x7F) << 1);
        target[3] = (byte)(pts >> 7 & 0xFF);
        target[4] = (byte)(0x01 | (pts & 0x7F) << 1);
    }

    private static void WriteHead(Span<byte> packet, int pid, bool isStart, byte control, int counter)
    {
        packet[0] = Sync;
        packet[1] = (byte)((isStart ? 0x40 : 0) | pid >> 8);
        packet[2] = (byte)(pid & 0xFF);
        packet[3] = (byte)(control | counter & 0x0F);
    }

    private static void WriteClock(Span<byte> target, long ticks)
    {
        target[0] = (byte)(ticks >> 25 & 0xFF);
        target[1] = (byte)(ticks >> 17 & 0xFF);
        target[2] = (byte)(ticks >> 9 & 0xFF);
        target[3] = (byte)(ticks >> 1 & 0xFF);
        target[4] = (byte)(0x7E | (ticks & 1) << 7);
        target[5] = 0;
    }
}
