namespace SegmentPipeline;

/// <summary>The PIDs of a stream, each from its first packet on. Grows with the PIDs that are seen, and is used again.</summary>
internal sealed class PidTable
{
    private const int Pids = 0x2000;
    private const int SlotsAtFirst = 64;

    private PidState[] _states = new PidState[SlotsAtFirst];
    private byte[] _kept = new byte[SlotsAtFirst * PacketSizes.Plain];

    internal PidTable() => _states[0] = PidState.ForNone();

    /// <summary>The slot of each PID; 0, where nothing is expected, of those that have none.</summary>
    internal ushort[] Slots { get; } = new ushort[Pids];

    /// <summary>The states by slot. Another array after <see cref="Find"/> has made room.</summary>
    internal PidState[] States => _states;

    /// <summary>How many slots are taken, the first one included.</summary>
    internal int Count { get; private set; } = 1;

    /// <summary>The state of a PID, which has a slot from now on.</summary>
    internal ref PidState Find(int pid)
    {
        ref var slot = ref Slots[pid];
        if (slot == 0)
        {
            if (Count == _states.Length) Grow();
            _states[Count] = PidState.For(pid);
            slot = (ushort)Count++;
        }

        return ref _states[slot];
    }

    /// <summary>Forgets all PIDs.</summary>
    internal void Clear()
    {
        for (var slot = 1; slot < Count; slot++) Slots[_states[slot].Pid] = 0;
        Count = 1;
    }

    /// <summary>Expects nothing of any PID: packets are left out.</summary>
    internal void ExpectAnything()
    {
        for (var slot = 1; slot < Count; slot++)
        {
            ref var state = ref _states[slot];
            state.ExpectAnything();
            state.LastOffset = -1;
            state.IsKept = false;
            state.IsRepeated = false;
        }
    }

    /// <summary>The last packet of a PID; empty if there is none.</summary>
    internal ReadOnlySpan<byte> LastPacket(in PidState state, ReadOnlySpan<byte> bytes)
    {
        if (state.LastOffset >= 0) return bytes.Slice(state.LastOffset, PacketSizes.Plain);
        return state.IsKept ? _kept.AsSpan(Slots[state.Pid] * PacketSizes.Plain, PacketSizes.Plain) : default;
    }

    /// <summary>Keeps the last packet of each PID apart, before the bytes go.</summary>
    internal void KeepPackets(ReadOnlySpan<byte> bytes)
    {
        for (var slot = 1; slot < Count; slot++)
        {
            ref var state = ref _states[slot];
            if (state.LastOffset < 0) continue;
            bytes.Slice(state.LastOffset, PacketSizes.Plain).CopyTo(_kept.AsSpan(slot * PacketSizes.Plain));
            state.LastOffset = -1;
            state.IsKept = true;
        }
    }

    private void Grow()
    {
        Array.Resize(ref _states, 2 * _states.Length);
        Array.Resize(ref _kept, _states.Length * PacketSizes.Plain);
    }
}
