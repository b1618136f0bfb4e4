namespace SegmentPipeline.Verification.Tests.Naive;

/// <summary>The lists of a stream, put together in the obvious way.</summary>
internal sealed class NaivePrograms
{
    private readonly Dictionary<int, List<byte>?> _open = [];
    private readonly List<(NaivePacket Packet, byte[] Section)> _early = [];
    private int? _number;

    internal int? StreamsPid { get; private set; }

    internal int? ClockPid { get; private set; }

    internal long? ProgramsPacket { get; private set; }

    internal long? StreamsPacket { get; private set; }

    /// <summary>The PIDs of the first list of streams.</summary>
    internal List<int> Pids { get; } = [];

    /// <summary>PIDs of media of the first list.</summary>
    internal List<int> FirstMedia { get; } = [];

    /// <summary>PIDs of media in the order of all lists, and whether they are video.</summary>
    internal List<(int Pid, bool IsVideo)> Media { get; private set; } = [];

    internal bool HasList => StreamsPacket is not null;

    /// <summary>Takes a packet that is neither scrambled nor a repetition.</summary>
    internal void Add(NaivePacket packet, bool isBroken)
    {
        if (packet.Pid != 0 && packet.Pid != StreamsPid)
        {
            if (StreamsPid is null && packet.IsStart && packet.Payload is [0, 2, _, _, ..] && _early.Count < 16)
                _early.Add((packet, packet.Payload[1..]));
            return;
        }

        if (isBroken) _open[packet.Pid] = null;
        var payload = packet.Payload;
        if (!packet.IsStart)
        {
            Append(packet, payload);
            return;
        }

        if (payload.Length == 0) return;
        if (1 + payload[0] > payload.Length)
        {
            _open[packet.Pid] = null;
            return;
        }

        Append(packet, payload[1..(1 + payload[0])]);
        _open[packet.Pid] = [];
        Append(packet, payload[(1 + payload[0])..]);
    }

    private void Append(NaivePacket packet, byte[] bytes)
    {
        foreach (var one in bytes)
        {
            if (_open.GetValueOrDefault(packet.Pid) is not { } open) return;
            if (open.Count == 0 && one == 0xFF)
            {
                _open[packet.Pid] = null;
                return;
            }

            open.Add(one);
            if (open.Count < 3 || open.Count < 3 + (((open[1] & 0x0F) << 8) | open[2])) continue;
            _open[packet.Pid] = [];
            Take(packet.Pid, [.. open], packet.Number);
        }
    }

    private void Take(int pid, byte[] section, long number)
    {
        if (pid == 0) TakePrograms(section, number);
        else if (pid == StreamsPid) TakeStreams(section, number);
    }

    private static bool IsGood(byte[] section, int table, int least) => section.Length >= least && section[0] == table
        && (section[1] & 0x80) != 0 && (section[5] & 1) != 0 && Streams.PacketWriter.NaiveCheck(section) == 0;

    private static int Word(byte[] bytes, int place, int mask) => ((bytes[place] << 8) | bytes[place + 1]) & mask;

    private void TakePrograms(byte[] section, long number)
    {
        if (!IsGood(section, 0, 12)) return;
        ProgramsPacket ??= number;
        var programs = Enumerable.Range(0, (section.Length - 12) / 4)
            .Select(one => (Number: Word(section, 8 + 4 * one, 0xFFFF), Pid: Word(section, 10 + 4 * one, 0x1FFF)))
            .Where(one => one.Number != 0).ToList();
        if (programs.Count == 0 || (_number, StreamsPid) == programs[0]) return;
        if (section[6] != 0 && StreamsPid is not null) return;
        (_number, StreamsPid) = programs[0];
        _open[StreamsPid.Value] = null;
        foreach (var (packet, bytes) in _early.Where(one => one.Packet.Pid == StreamsPid))
        {
            var length = bytes.Length < 3 ? int.MaxValue : 3 + Word(bytes, 1, 0x0FFF);
            if (length <= bytes.Length) TakeStreams(bytes[..length], packet.Number);
        }

        _early.Clear();
    }

    private void TakeStreams(byte[] section, long number)
    {
        if (!IsGood(section, 2, 16) || Word(section, 3, 0xFFFF) != _number) return;
        ClockPid = Word(section, 8, 0x1FFF);
        var end = section.Length - 4;
        var isFirst = StreamsPacket is null;
        StreamsPacket ??= number;
        for (var place = Math.Min(12 + Word(section, 10, 0x0FFF), end); place + 5 <= end;)
        {
            var pid = Word(section, place + 1, 0x1FFF);
            if (isFirst) Pids.Add(pid);
            if (section[place] is 0x1B or 0x0F)
            {
                if (isFirst) FirstMedia.Add(pid);
                var isVideo = section[place] == 0x1B;
                if (pid != 0 && pid != StreamsPid)
                {
                    var known = Media.FindIndex(one => one.Pid == pid);
                    if (known < 0) Media.Add((pid, isVideo));
                    else Media[known] = (pid, isVideo);
                }
            }

            place = Math.Min(place + 5 + Word(section, place + 3, 0x0FFF), end);
        }
    }
}
