using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SegmentPipeline;

/// <summary>Sorts names of an hour by their bytes.</summary>
/// <remarks>Nearly all names of an hour differ in their first eight bytes, the time; so these are compared first, as one number, which is
/// ten times as fast as comparing names.</remarks>
internal static class SortedNames
{
    /// <summary>Sorts places.</summary>
    /// <param name="names">The list in which the names stand.</param>
    /// <param name="places">Where they stand in it.</param>
    internal static void Sort(NameList names, List<(int Offset, int Length)> places)
    {
        var sorted = CollectionsMarshal.AsSpan(places);
        var keys = new ulong[sorted.Length];
        for (var i = 0; i < keys.Length; i++) keys[i] = KeyOf(names.NameAt(sorted[i].Offset, sorted[i].Length));
        keys.AsSpan().Sort(sorted);
        for (var from = 0; from < keys.Length;)
        {
            var to = from + 1;
            while (to < keys.Length && keys[to] == keys[from]) to++;
            if (to > from + 1)
                sorted[from..to].Sort((left, right) =>
                    names.NameAt(left.Offset, left.Length).SequenceCompareTo(names.NameAt(right.Offset, right.Length)));
            from = to;
        }
    }

    /// <summary>Copies names out of a list, sorted.</summary>
    /// <param name="names">The list.</param>
    /// <param name="places">Where the names stand in it; sorted by this.</param>
    internal static IReadOnlyList<ReadOnlyMemory<byte>> Copy(NameList names, List<(int Offset, int Length)> places)
    {
        if (places.Count == 0) return [];
        Sort(names, places);
        var bytes = new byte[places.Sum(place => place.Length)];
        var copied = new ReadOnlyMemory<byte>[places.Count];
        var at = 0;
        for (var i = 0; i < copied.Length; i++)
        {
            var (offset, length) = places[i];
            names.NameAt(offset, length).CopyTo(bytes.AsSpan(at));
            copied[i] = bytes.AsMemory(at, length);
            at += length;
        }

        return copied;
    }

    internal static int CompareBytes(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) => left.Span.SequenceCompareTo(right.Span);

    /// <summary>The first eight bytes as a number that sorts as they do; a shorter name counts as one with NULs behind it.</summary>
    private static ulong KeyOf(ReadOnlySpan<byte> name)
    {
        if (name.Length >= sizeof(ulong)) return BinaryPrimitives.ReadUInt64BigEndian(name);
        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        padded.Clear();
        name.CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }
}
