namespace SegmentPipeline.Playback;

/// <summary>Finds the packets of a transport stream, which may have some bytes between them, before them or after a broken place.</summary>
internal sealed class PacketFinder
{
    /// <summary>Bytes of a packet.</summary>
    internal const int PacketBytes = 188;

    private const byte Sync = 0x47;

    /// <summary>How far packets lie apart: bare, behind a time of four bytes, or before a checksum of sixteen.</summary>
    private static readonly int[] Distances = [PacketBytes, 192, 204];

    private int _distance;
    private int _toNext = -1; // Bytes to where the next packet is expected; negative if none is.

    /// <summary>The next packet.</summary>
    /// <param name="bytes">A piece of the stream.</param>
    /// <param name="position">Where to go on; afterwards the place behind the packet, or before what needs more bytes to be judged.</param>
    /// <param name="isLast">Whether nothing follows the piece.</param>
    /// <returns>Where the packet begins; null if there is no further one in the piece.</returns>
    internal int? Next(ReadOnlySpan<byte> bytes, ref int position, bool isLast)
    {
        for (; position < bytes.Length; position++, _toNext--)
        {
            if (!isLast && position + (2 * Distances[^1]) >= bytes.Length) return null;
            if (position + PacketBytes > bytes.Length) continue;
            var isExpected = _toNext == 0 && bytes[position] == Sync;
            if (_distance == 0) _distance = DistanceAt(bytes[position..]);
            if (!isExpected && (_distance == 0 || !IsSync(bytes[position..], _distance))) continue;
            position += PacketBytes;
            _toNext = _distance - PacketBytes;
            return position - PacketBytes;
        }

        return null;
    }

    /// <summary>How far the next packet lies from one that begins here; 0 if none does.</summary>
    private static int DistanceAt(ReadOnlySpan<byte> bytes)
    {
        foreach (var distance in Distances)
        {
            if (IsSync(bytes, distance)) return distance;
        }

        return 0;
    }

    private static bool IsSync(ReadOnlySpan<byte> bytes, int distance) =>
        bytes[0] == Sync && (bytes.Length <= distance || bytes[distance] == Sync);
}
