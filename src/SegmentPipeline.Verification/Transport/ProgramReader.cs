namespace SegmentPipeline;

/// <summary>Reads what the stream says it consists of: its first program, and the streams of that program.</summary>
internal sealed class ProgramReader
{
    /// <summary>More fit into no section.</summary>
    private const int MostStreams = 256;

    private readonly SectionAssembler _programs = new();
    private readonly SectionAssembler _streams = new();
    private readonly EarlyStreams _early = new();
    private readonly ProgramStream[] _list = new ProgramStream[MostStreams];
    private readonly List<int> _pids = [];
    private readonly HashSet<int> _media = [];
    private readonly SectionTaker _takePrograms;
    private readonly SectionTaker _takeStreams;
    private int _number;
    private int _count;
    private long _packet;

    internal ProgramReader()
    {
        _takePrograms = TakePrograms;
        _takeStreams = TakeStreams;
    }

    /// <summary>The PID of the list of streams; negative before it is known.</summary>
    internal int StreamsPid { get; private set; }

    /// <summary>The PID that has the clock references; negative before it is known.</summary>
    internal int ClockPid { get; private set; }

    /// <summary>The packet in which the first list of programs ended; negative if none did.</summary>
    internal long ProgramsPacket { get; private set; }

    /// <summary>The packet in which the first list of streams ended; negative if none did.</summary>
    internal long StreamsPacket { get; private set; }

    /// <summary>The streams of the newest list.</summary>
    internal ReadOnlySpan<ProgramStream> Streams => _list.AsSpan(0, _count);

    /// <summary>The PIDs of the first list, sorted.</summary>
    internal IReadOnlyList<int> Pids => _pids;

    /// <summary>How often a list of streams has come.</summary>
    internal int Lists { get; private set; }

    /// <summary>Whether a PID was listed as video or audio.</summary>
    internal bool HasMedia(int pid) => _media.Contains(pid);

    /// <summary>Begins with another stream.</summary>
    internal void Clear()
    {
        LeaveOut();
        _pids.Clear();
        _media.Clear();
        _early.Clear();
        StreamsPid = ClockPid = -1;
        ProgramsPacket = StreamsPacket = -1;
        _number = _count = Lists = 0;
    }

    /// <summary>Packets are left out: what has begun does not go on.</summary>
    internal void LeaveOut()
    {
        _programs.Clear();
        _streams.Clear();
    }

    /// <summary>The packets of a PID do not go on.</summary>
    internal void Break(PidRole role)
    {
        if (role == PidRole.Programs) _programs.Clear();
        if (role == PidRole.Streams) _streams.Clear();
    }

    /// <summary>Takes a packet of the list of programs.</summary>
    internal void AddPrograms(Packet packet, long number)
    {
        _packet = number;
        _programs.Add(packet.Payload, packet.IsStart, _takePrograms);
    }

    /// <summary>Takes a packet of the list of streams.</summary>
    internal void AddStreams(Packet packet, long number)
    {
        _packet = number;
        _streams.Add(packet.Payload, packet.IsStart, _takeStreams);
    }

    /// <summary>Takes a packet that may turn out to be a list of streams, once the list of programs comes.</summary>
    internal void AddUnknown(Packet packet, long number) => _early.Add(packet, number);

    private void TakePrograms(ReadOnlySpan<byte> section)
    {
        if (!ProgramSections.IsPrograms(section)) return;
        if (ProgramsPacket < 0) ProgramsPacket = _packet;
        if (ProgramSections.FirstProgram(section) is not { } first) return;
        if ((_number, StreamsPid) == first) return;
        if (section[6] != 0 && StreamsPid >= 0) return;
        (_number, StreamsPid) = first;
        _streams.Clear();
        _early.Give(StreamsPid, TakeEarly);
    }

    private void TakeEarly(ReadOnlySpan<byte> section, long packet)
    {
        (var now, _packet) = (_packet, packet);
        TakeStreams(section);
        _packet = now;
    }

    private void TakeStreams(ReadOnlySpan<byte> section)
    {
        if (!ProgramSections.IsStreams(section, _number)) return;
        ClockPid = ProgramSections.ClockPid(section);
        _count = ProgramSections.ReadStreams(section, _list);
        Lists++;
        if (StreamsPacket >= 0) return;
        StreamsPacket = _packet;
        foreach (var stream in Streams)
        {
            _pids.Add(stream.Pid);
            if (stream.Kind != StreamKind.Other) _media.Add(stream.Pid);
        }

        _pids.Sort();
    }
}
