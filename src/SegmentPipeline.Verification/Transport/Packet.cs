using System.Buffers.Binary;

namespace SegmentPipeline;

/// <summary>One packet of a transport stream: 188 bytes that begin with the sync byte, and what they say. No bytes are wrong here: what
/// does not fit together is read as if it were not there.</summary>
/// <remarks>Source: ISO/IEC 13818-1 §2.4.3.</remarks>
/// <param name="bytes">The 188 bytes.</param>
internal readonly ref struct Packet(ReadOnlySpan<byte> bytes)
{
    /// <summary>The PID of packets that carry nothing.</summary>
    internal const int NullPid = 0x1FFF;

    private const int HeaderBytes = 4;
    private const int ClockOffset = 6;
    private const int ClockBytes = 6;

    private readonly uint _header = BinaryPrimitives.ReadUInt32BigEndian(bytes);

    internal ReadOnlySpan<byte> Bytes { get; } = bytes;

    internal bool HasError => (_header & PacketHeader.ErrorBit) != 0;

    internal bool IsStart => (_header & PacketHeader.StartBit) != 0;

    internal int Pid => PacketHeader.PidOf(_header);

    internal bool IsScrambled => (_header & PacketHeader.ScramblingBits) != 0;

    internal bool HasPayload => (_header & PacketHeader.PayloadBit) != 0;

    internal int Counter => (int)(_header & PacketHeader.CounterBits);

    /// <summary>The header, as a fast look at it compares it.</summary>
    internal uint Header => _header;

    internal bool IsDiscontinuous => AdaptationBytes > 0 && (Bytes[HeaderBytes + 1] & 0x80) != 0;

    /// <summary>What is carried; empty if the adaptation field says that it takes more than there is.</summary>
    internal ReadOnlySpan<byte> Payload
    {
        get
        {
            if (!HasPayload) return default;
            var start = HasAdaptation ? HeaderBytes + 1 + AdaptationBytes : HeaderBytes;
            return start < Bytes.Length ? Bytes[start..] : default;
        }
    }

    private bool HasAdaptation => (_header & PacketHeader.AdaptationBit) != 0;

    private int AdaptationBytes => HasAdaptation ? Bytes[HeaderBytes] : 0;

    private bool HasClock => AdaptationBytes > ClockBytes && (Bytes[HeaderBytes + 1] & 0x10) != 0;

    /// <summary>Whether it repeats another one: each byte is the same, but for the clock reference, which may have been stamped
    /// anew.</summary>
    internal bool Repeats(ReadOnlySpan<byte> other)
    {
        if (!HasClock) return Bytes.SequenceEqual(other);
        const int afterClock = ClockOffset + ClockBytes;
        return Bytes[..ClockOffset].SequenceEqual(other[..ClockOffset]) && Bytes[afterClock..].SequenceEqual(other[afterClock..]);
    }
}
