namespace SegmentPipeline;

/// <summary>Lists of streams that come before the list of programs, which alone says on which PID they lie. The first few that fit into one
/// packet are kept.</summary>
internal sealed class EarlyStreams
{
    private const int MostKept = 16;
    private const byte StreamsTable = 2;

    private readonly byte[] _packets = new byte[MostKept * PacketSizes.Plain];
    private readonly long[] _numbers = new long[MostKept];
    private int _count;

    internal void Clear() => _count = 0;

    /// <summary>Keeps a packet if it may be such a list.</summary>
    internal void Add(Packet packet, long number)
    {
        if (_count == MostKept || !packet.IsStart || packet.Payload is not [0, StreamsTable, ..]) return;
        packet.Bytes.CopyTo(_packets.AsSpan(_count * PacketSizes.Plain));
        _numbers[_count++] = number;
    }

    /// <summary>Gives away what was kept of a PID.</summary>
    internal void Give(int pid, Action<ReadOnlySpan<byte>, long> take)
    {
        for (var place = 0; place < _count; place++)
        {
            var packet = new Packet(_packets.AsSpan(place * PacketSizes.Plain, PacketSizes.Plain));
            if (packet.Pid != pid) continue;
            var section = packet.Payload[1..];
            if (section.Length < 3) continue;
            var length = 3 + (((section[1] & 0x0F) << 8) | section[2]);
            if (length <= section.Length) take(section[..length], _numbers[place]);
        }

        _count = 0;
    }
}
