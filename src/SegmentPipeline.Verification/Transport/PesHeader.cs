using System.Buffers.Binary;

namespace SegmentPipeline;

/// <summary>The header of a packet of an elementary stream, which may lie over several packets of the transport stream.</summary>
/// <remarks>Source: ISO/IEC 13818-1 §2.4.3.6. The marker bits among the time stamps are not looked at: not every multiplexer sets
/// them.</remarks>
internal sealed class PesHeader
{
    private const int FixedBytes = 9;
    private const int StampBytes = 5;
    private const int MostBytes = FixedBytes + 2 * StampBytes;
    private const int PrefixBytes = 4;

    private readonly byte[] _bytes = new byte[MostBytes];
    private int _length;

    /// <summary>Whether bytes are missing.</summary>
    internal bool IsOpen { get; private set; }

    /// <summary>When it is to be shown or heard; null if it does not say.</summary>
    internal long? Presentation { get; private set; }

    /// <summary>When it is to be decoded.</summary>
    internal long Decode { get; private set; }

    /// <summary>How many bytes of the elementary stream follow; 0 if it does not say.</summary>
    internal int ContentBytes { get; private set; }

    /// <summary>Begins with the first byte of a payload.</summary>
    internal void Start()
    {
        _length = 0;
        IsOpen = true;
    }

    /// <summary>Forgets what has come so far.</summary>
    internal void Stop() => IsOpen = false;

    /// <summary>Takes bytes.</summary>
    /// <returns>Whether the header is complete now, and its properties are set.</returns>
    internal bool Add(ReadOnlySpan<byte> payload)
    {
        var part = Math.Min(MostBytes - _length, payload.Length);
        payload[..part].CopyTo(_bytes.AsSpan(_length));
        _length += part;
        if (_length < PrefixBytes) return false;
        if (!HasHeader(_bytes))
        {
            IsOpen = false;
            return false;
        }

        if (_length < FixedBytes || _length < FixedBytes + StampsBytes()) return false;
        Read();
        IsOpen = false;
        return true;
    }

    /// <summary>What a payload begins with if it is video or audio, whatever the list of streams may say of it.</summary>
    internal static StreamKind KindOf(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < PrefixBytes || !payload.StartsWith("\0\0\u0001"u8)) return StreamKind.Other;
        return payload[3] switch
        {
            >= 0xE0 and <= 0xEF => StreamKind.Video,
            >= 0xC0 and <= 0xDF => StreamKind.Audio,
            _ => StreamKind.Other,
        };
    }

    /// <summary>Whether this is a packet of an elementary stream whose header says more than its length.</summary>
    private static bool HasHeader(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("\0\0\u0001"u8)
        && bytes[3] is >= 0xBC and not (0xBC or 0xBE or 0xBF or 0xF0 or 0xF1 or 0xF2 or 0xF8 or 0xFF);

    private int StampsBytes()
    {
        if ((_bytes[6] & 0xC0) != 0x80) return 0;
        var stamps = (_bytes[7] >> 6) switch
        {
            2 => StampBytes,
            3 => 2 * StampBytes,
            _ => 0,
        };
        return _bytes[8] < stamps ? 0 : stamps;
    }

    private void Read()
    {
        var stamps = StampsBytes();
        Presentation = stamps > 0 ? StampAt(FixedBytes) : null;
        Decode = stamps > StampBytes ? StampAt(FixedBytes + StampBytes) : Presentation ?? 0;
        var length = BinaryPrimitives.ReadUInt16BigEndian(_bytes.AsSpan(PrefixBytes));
        ContentBytes = Math.Max(0, length - 3 - _bytes[8]);
    }

    private long StampAt(int place)
    {
        var stamp = _bytes.AsSpan(place);
        var middle = BinaryPrimitives.ReadUInt16BigEndian(stamp[1..]) >> 1;
        var low = BinaryPrimitives.ReadUInt16BigEndian(stamp[3..]) >> 1;
        return ((long)((stamp[0] >> 1) & 7) << 30) | ((long)middle << 15) | (uint)low;
    }
}
