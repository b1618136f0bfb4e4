namespace SegmentPipeline.Verification.Tests.Naive;

/// <summary>The counters of a stream, followed in the obvious way; gives the packets whose content counts.</summary>
internal sealed class NaivePids
{
    private readonly Dictionary<int, (int? Next, NaivePacket? Last, bool IsRepetition)> _pids = [];

    internal NaivePids(IEnumerable<NaivePacket> packets)
    {
        foreach (var packet in packets.Where(packet => packet.Pid != 0x1FFF)) Follow(packet);
    }

    internal List<(int Pid, long Packet, int Missing)> Breaks { get; } = [];

    /// <summary>All packets, whether something is missing before each on its PID, and whether it is a repetition.</summary>
    internal List<(NaivePacket Packet, bool IsBroken, bool IsRepetition)> Content { get; } = [];

    private void Follow(NaivePacket packet)
    {
        var (next, last, isRepetition) = _pids.GetValueOrDefault(packet.Pid);
        if (!packet.HasPayload)
        {
            if (packet.IsDiscontinuous) _pids[packet.Pid] = (null, last, isRepetition);
            Content.Add((packet, false, false));
            return;
        }

        var isRight = next is null || packet.Counter == next;
        var repeats = !isRight && packet.Counter == (next + 15) % 16 && packet.Repeats(last);
        _pids[packet.Pid] = ((packet.Counter + 1) % 16, packet, repeats);
        if (!packet.IsDiscontinuous && repeats && isRepetition) Breaks.Add((packet.Pid, packet.Number, 0));
        if (!packet.IsDiscontinuous && !isRight && !repeats)
            Breaks.Add((packet.Pid, packet.Number, (packet.Counter - next!.Value + 16) % 16));
        Content.Add((packet, !isRight && !repeats, repeats));
    }
}
