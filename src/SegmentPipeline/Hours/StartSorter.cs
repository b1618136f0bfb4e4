using System.Numerics;

namespace SegmentPipeline;

/// <summary>Holds and sorts the keys of one hour's segments: start and index in one number, so that sorting moves 8 bytes. Starts are
/// spread over the hour, so a key's place is nearly known from its value: one
/// pass counts how many fall into each of a few thousand slots, one puts them there, one settles neighbours.</summary>
/// <remarks>Not for several callers at once. Falls back to the platform's sort where many keys fall into one slot.</remarks>
internal sealed class StartSorter
{
    /// <summary>More keys than this in one slot are not worth their moves.</summary>
    private const int MostInSlot = 32;

    /// <summary>Fewer keys than this are sorted faster by comparing them.</summary>
    private const int FewestKeys = 256;

    private const int FewestSlotBits = 12;
    private const int MostSlotBits = 20;

    private int[] _ends = [];
    private ulong[] _keys = [];
    private ulong[] _spread = [];
    private int _count;

    /// <summary>What <see cref="Sorted"/> gave last.</summary>
    internal ReadOnlySpan<ulong> Keys => _keys.AsSpan(0, _count);

    /// <summary>The index in a key.</summary>
    internal static int IndexOf(ulong key) => unchecked((int)key);

    /// <summary>The keys of the segments that are not temporary, by start.</summary>
    internal Span<ulong> Sorted(ReadOnlySpan<SegmentEntry> segments)
    {
        if (_keys.Length < segments.Length) _keys = GC.AllocateUninitializedArray<ulong>(segments.Length);
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

        _count = count;
        var keys = _keys.AsSpan(0, count);
        if (!isSorted) Sort(keys);
        return keys;
    }

    private void Sort(Span<ulong> keys)
    {
        if (keys.Length < FewestKeys || !TrySpread(keys))
        {
            keys.Sort();
            return;
        }

        InsertionSort(_spread.AsSpan(0, keys.Length));
        _spread.AsSpan(0, keys.Length).CopyTo(keys);
    }

    /// <summary>Puts each key near its place. There are at least as many slots as keys; 4096 are 1.05 s each.</summary>
    private bool TrySpread(ReadOnlySpan<ulong> keys)
    {
        var bits = Math.Clamp(BitOperations.Log2((uint)keys.Length) + 1, FewestSlotBits, MostSlotBits);
        var shift = 64 - bits;
        if (_ends.Length < 1 << bits) _ends = new int[1 << bits];
        var ends = _ends.AsSpan(0, 1 << bits);
        ends.Clear();
        var most = 0;
        foreach (var key in keys) most = Math.Max(most, ++ends[(int)(key >> shift)]);
        if (most > MostInSlot) return false;

        var end = 0;
        foreach (ref var slot in ends) slot = end += slot;
        if (_spread.Length < keys.Length) _spread = GC.AllocateUninitializedArray<ulong>(keys.Length);
        foreach (var key in keys) _spread[--ends[(int)(key >> shift)]] = key;
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
