namespace SegmentPipeline;

/// <summary>Looks into packets that a glance at the header has not passed over: follows counters, and hands payloads on to whom they
/// concern.</summary>
/// <remarks>Source: docs/verification.md §2, <c>error</c> and <c>continuity</c>.</remarks>
internal sealed class PacketReader
{
    private const int ProgramsPid = 0;
    private int _lists;
    private int _streamsPid;

    internal TransportFacts Facts { get; } = new();

    internal PidTable Table { get; } = new();

    internal ProgramReader Program { get; } = new();

    internal MediaTracks Tracks { get; } = new();

    /// <summary>Begins with another stream.</summary>
    internal void Clear()
    {
        Facts.Clear();
        Table.Clear();
        Program.Clear();
        Tracks.Clear();
        _lists = 0;
        _streamsPid = -1;
        Table.Find(ProgramsPid).Role = PidRole.Programs;
    }

    /// <summary>Packets are left out.</summary>
    internal void LeaveOut()
    {
        Table.ExpectAnything();
        Program.LeaveOut();
        Tracks.LeaveOut();
    }

    /// <summary>Reads a packet.</summary>
    /// <param name="bytes">The bytes at hand.</param>
    /// <param name="offset">Where in them the packet begins.</param>
    /// <param name="place">Where in the stream the packet begins.</param>
    internal void Read(ReadOnlySpan<byte> bytes, int offset, long place)
    {
        var packet = new Packet(bytes.Slice(offset, PacketSizes.Plain));
        if (packet.HasError) Facts.NoteError(Facts.PacketAt(place));
        if (packet.Pid == Packet.NullPid) return;
        ref var state = ref Table.Find(packet.Pid);
        if (packet.IsDiscontinuous) Excuse(state);
        if (!packet.HasPayload)
        {
            if (packet.IsDiscontinuous) state.ExpectAnything();
            return;
        }

        var number = Facts.PacketAt(place);
        var isNew = Follow(ref state, packet, bytes, number);
        state.LastOffset = offset;
        state.Expected = PacketHeader.None;
        state.NextCounter = (packet.Counter + 1) & (int)PacketHeader.CounterBits;
        state.IsRepeated = !isNew;
        if (!isNew) return;
        if (state.FirstPayload < 0) state.FirstPayload = number;
        var isWatched = Look(ref state, packet, number);
        if (!isWatched) state.Expected = PacketHeader.Following(packet.Header);
        if (state.Role is PidRole.Programs or PidRole.Streams) Assign();
    }

    /// <summary>The first packet with media of the program; null if there is none, or the program is unknown.</summary>
    internal long? FirstMediaPacket()
    {
        long? first = null;
        for (var slot = 1; slot < Table.Count; slot++)
        {
            ref readonly var state = ref Table.States[slot];
            if (state.Role != PidRole.Media || state.FirstPayload < 0 || !Program.HasMedia(state.Pid)) continue;
            if (first is null || state.FirstPayload < first) first = state.FirstPayload;
        }

        return first;
    }

    /// <summary>A discontinuity is announced.</summary>
    private void Excuse(in PidState state)
    {
        if (state.Pid == Program.ClockPid) Tracks.ExcuseAll();
        else Tracks.Excuse(state.Track);
    }

    /// <summary>Compares the counter of a packet with the one that must come.</summary>
    /// <returns>False if the packet repeats the one before.</returns>
    private bool Follow(ref PidState state, Packet packet, ReadOnlySpan<byte> bytes, long number)
    {
        var next = state.Counter;
        if (next == PidState.AnyCounter || packet.Counter == next) return true;
        var missing = (packet.Counter - next) & (int)PacketHeader.CounterBits;
        if (missing == (int)PacketHeader.CounterBits && packet.Repeats(Table.LastPacket(state, bytes)))
        {
            if (state.IsRepeated && !packet.IsDiscontinuous) Facts.NoteBreak(new CounterBreak(state.Pid, number, 0));
            return false;
        }

        if (!packet.IsDiscontinuous) Facts.NoteBreak(new CounterBreak(state.Pid, number, missing));
        Program.Break(state.Role);
        Tracks.Break(state.Track);
        return true;
    }

    /// <summary>Looks at what a packet carries.</summary>
    /// <returns>Whether the next one of its PID must be looked at too.</returns>
    private bool Look(ref PidState state, Packet packet, long number)
    {
        if (packet.IsScrambled)
        {
            state.IsScrambled = true;
            Tracks.NoteScrambled(state.Track);
            return state.Role != PidRole.Unknown && state.Role != PidRole.Media;
        }

        switch (state.Role)
        {
            case PidRole.Programs:
                Program.AddPrograms(packet, number);
                return true;
            case PidRole.Streams:
                Program.AddStreams(packet, number);
                return true;
            case PidRole.Media:
                return Tracks.Add(state.Track, packet, number);
            case PidRole.Unknown:
                return LookUnknown(ref state, packet, number);
            default:
                throw new InvalidOperationException($"a PID carries {state.Role}");
        }
    }

    /// <summary>Before any list of streams has come, what looks like media is taken for it.</summary>
    private bool LookUnknown(ref PidState state, Packet packet, long number)
    {
        if (!packet.IsStart || Program.Lists > 0) return false;
        if (Program.StreamsPid < 0) Program.AddUnknown(packet, number);
        if (PesHeader.KindOf(packet.Payload) is not (not StreamKind.Other and var kind)) return false;
        if (Tracks.Open(state.Pid, kind) is not (>= 0 and var track)) return false;
        (state.Role, state.Track) = (PidRole.Media, track);
        return Tracks.Add(track, packet, number);
    }

    /// <summary>Gives PIDs the roles that new lists say.</summary>
    private void Assign()
    {
        if (_streamsPid != Program.StreamsPid)
        {
            if (_streamsPid >= 0) Table.Find(_streamsPid).Become(PidRole.Unknown);
            _streamsPid = Program.StreamsPid;
            ref var state = ref Table.Find(_streamsPid);
            if (state.Role != PidRole.Programs) state.Become(PidRole.Streams);
            else _streamsPid = -1;
        }

        if (_lists == Program.Lists) return;
        _lists = Program.Lists;
        Tracks.NoteList();
        foreach (var stream in Program.Streams)
        {
            ref var state = ref Table.Find(stream.Pid);
            if (stream.Kind == StreamKind.Other || state.Role is PidRole.Programs or PidRole.Streams) continue;
            state.Track = Tracks.List(state.Track, stream);
            state.Become(PidRole.Media);
        }
    }
}
