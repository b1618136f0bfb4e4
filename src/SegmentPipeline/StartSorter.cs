namespace SegmentPipeline;

/// <summary>Holds and sorts the keys of one hour's segments: start and index in one number, so that sorting moves 8 bytes. Starts are spread over the hour, so a key's place is nearly known from its value: one
/// pass counts how many fall into each of a few thousand slots, one puts them there, one settles neighbours.</summary>
/// <remarks>Not for several callers at once. Falls back to the platform's sort where many keys fall into one slot.</remarks>
internal sealed class StartSorter
{
    /// <summary>Slots of 1.05 s; an hour has 3,434 of them.</summary>
    private const int SlotShift = 32 + 20;
    private const int Slots = 1 << (64 - SlotShift);

    /// <summary>More keys than this for each slot on average, or this many in one, are not worth their moves.</summary>
    private const int MostInSlot = 32;

    private readonly int[] _ends = new int[Slots];
    private ulong[] _keys = [];
    private ulong[] _spread = [];

    /// <summary>The index in a key.</summary>
    internal static int IndexOf(ulong key) => unchecked((int)key);

    /// <summary>The keys of the segments that are not temporary, by start.</summary>
    internal Span<ulong> Sorted(ReadOnlySpan<SegmentEntry> segments)
    {
        if (_keys.Length < segments.Length) _keys = new ulong[segments.Length];
        var count = 0;
        ulong last = 0;
        var isSorted = true;
        for (var i = 0; i < segments.Length; i++)
        {
            ref readonly var segment = ref segments[i];
            if (segment.Kind == SegmentKind.Temporary) continue;
            var key = ((ulong)segment.StartMicroseconds << 32) | (uint)i;
            isSorted &= last <= key;
            _keys[count++] = last = key;
        }

        var keys = _keys.AsSpan(0, count);
        if (!isSorted) Sort(keys);
        return keys;
    }

    private void Sort(Span<ulong> keys)
    {
        if (keys.Length < Slots / 16 || !TrySpread(keys))
        {
            keys.Sort();
            return;
        }

        InsertionSort(_spread.AsSpan(0, keys.Length));
        _spread.AsSpan(0, keys.Length).CopyTo(keys);
    }

    private bool TrySpread(ReadOnlySpan<ulong> keys)
    {
        Array.Clear(_ends);
        var most = 0;
        foreach (var key in keys) most = Math.Max(most, ++_ends[(int)(key >> SlotShift)]);
        if (most > MostInSlot) return false;

        var end = 0;
        for (var slot = 0; slot < _ends.Length; slot++) _ends[slot] = end += _ends[slot];
        if (_spread.Length < keys.Length) _spread = new ulong[keys.Length];
        foreach (var key in keys) _spread[--_ends[(int)(key >> SlotShift)]] = key;
        return true;
    }

    private static void InsertionSort(Span<ulong> keys)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            var key = keys[i];
            var at = i;
            for (; at > 0 && keys[at - 1] > key; at--) keys[at] = keys[at - 1];
            keys[at] = key;
        }
    }
}
