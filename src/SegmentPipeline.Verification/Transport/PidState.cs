namespace SegmentPipeline;

/// <summary>What is known of one PID.</summary>
internal struct PidState
{
    /// <summary>No packet of it has to have any counter.</summary>
    internal const int AnyCounter = -1;

    /// <summary>The header of the packet that may be passed over without a look into it, priority left out; <see cref="PacketHeader.None"/>
    /// if each has to be looked at.</summary>
    internal uint Expected;

    /// <summary>Where the last packet with payload lies in the bytes at hand; negative if it has been kept apart, or there is
    /// none.</summary>
    internal int LastOffset;

    /// <summary>The counter that comes next, or <see cref="AnyCounter"/>. Out of date while a header is expected, which has it.</summary>
    internal int NextCounter;

    /// <summary>Whether the last packet was kept apart, since its bytes are gone.</summary>
    internal bool IsKept;

    /// <summary>Whether the last packet was a repetition.</summary>
    internal bool IsRepeated;

    /// <summary>Whether a packet was scrambled.</summary>
    internal bool IsScrambled;

    /// <summary>What it carries.</summary>
    internal PidRole Role;

    /// <summary>Which track it carries; negative if none.</summary>
    internal int Track;

    internal int Pid;

    /// <summary>Its first packet with payload; negative before that.</summary>
    internal long FirstPayload;

    /// <summary>The counter that comes next, or <see cref="AnyCounter"/>.</summary>
    internal readonly int Counter => Expected == PacketHeader.None ? NextCounter : (int)(Expected & PacketHeader.CounterBits);

    internal static PidState ForNone() => new() { Expected = PacketHeader.None };

    internal static PidState For(int pid) => new()
    {
        Expected = PacketHeader.None,
        LastOffset = -1,
        NextCounter = AnyCounter,
        Track = -1,
        Pid = pid,
        FirstPayload = -1,
    };

    /// <summary>It carries something else than was thought, or is known to, and the next packet is looked at.</summary>
    internal void Become(PidRole role)
    {
        (NextCounter, Expected) = (Counter, PacketHeader.None);
        Role = role;
    }

    /// <summary>Nothing is expected of the next packet, and it is looked at.</summary>
    internal void ExpectAnything()
    {
        Expected = PacketHeader.None;
        NextCounter = AnyCounter;
    }
}

/// <summary>What a PID carries.</summary>
internal enum PidRole : byte
{
    /// <summary>There is no telling.</summary>
    Unknown,

    /// <summary>The list of programs.</summary>
    Programs,

    /// <summary>The list of the first program's streams.</summary>
    Streams,

    /// <summary>Video or audio.</summary>
    Media,
}
