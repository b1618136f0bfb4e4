namespace SegmentPipeline.Playback;

/// <summary>The times in a packet of a transport stream at which a picture or sound begins: when it is shown, and when it is
/// decoded.</summary>
internal static class PacketTimes
{
    private const int HeaderBytes = 4;
    private const int TimeBytes = 5;
    // Behind the start code, the stream's identifier, a length of two bytes, flags of two, and the header's length.
    private const int FirstTime = 9;

    /// <summary>Streams whose packets have no header: maps, padding, private data, entitlements, directories.</summary>
    private static readonly byte[] Headless = [0xBC, 0xBE, 0xBF, 0xF0, 0xF1, 0xF2, 0xF8, 0xFF];

    /// <summary>Where in a packet of 188 bytes times stand: none, one, or two.</summary>
    internal static int[] Find(ReadOnlySpan<byte> packet)
    {
        var (isStart, isScrambled, hasField, hasPayload) = (
            (packet[1] & 0x40) != 0,
            (packet[3] & 0xC0) != 0,
            (packet[3] & 0x20) != 0,
            (packet[3] & 0x10) != 0);
        if (!isStart || isScrambled || !hasPayload) return [];
        var start = HeaderBytes + (hasField ? 1 + packet[HeaderBytes] : 0);
        if (start + FirstTime + TimeBytes > packet.Length) return [];
        var payload = packet[start..];
        if (!payload.StartsWith("\0\0\u0001"u8) || Headless.Contains(payload[3]) || (payload[6] & 0xC0) != 0x80) return [];
        return (payload[7] >> 6) switch
        {
            2 => [start + FirstTime],
            3 when payload.Length >= FirstTime + (2 * TimeBytes) => [start + FirstTime, start + FirstTime + TimeBytes],
            _ => [],
        };
    }

    /// <summary>Reads a time: 33 bits between markers.</summary>
    internal static long Read(ReadOnlySpan<byte> time) =>
        ((long)(time[0] & 0x0E) << 29)
        | ((long)time[1] << 22)
        | ((long)(time[2] & 0xFE) << 14)
        | ((long)time[3] << 7)
        | (uint)(time[4] >> 1);

    /// <summary>Writes the lowest 33 bits of a time, and leaves the markers as they are.</summary>
    internal static void Write(Span<byte> time, long ticks)
    {
        time[0] = (byte)((time[0] & 0xF1) | (int)((ticks >> 29) & 0x0E));
        time[1] = (byte)((ticks >> 22) & 0xFF);
        time[2] = (byte)((time[2] & 0x01) | (int)((ticks >> 14) & 0xFE));
        time[3] = (byte)((ticks >> 7) & 0xFF);
        time[4] = (byte)((time[4] & 0x01) | (int)((ticks << 1) & 0xFE));
    }
}
