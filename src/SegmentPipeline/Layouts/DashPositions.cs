using System.Numerics;
using System.Runtime.Intrinsics;

namespace SegmentPipeline;

/// <summary>Where the dashes of a name stand: found at once for its first 32 bytes, in which a usual name has all that part it.</summary>
internal readonly struct DashPositions
{
    private const int Seen = 32;

    /// <summary>A bit for each of the first bytes, the lowest for the first; none of a name that is shorter than these.</summary>
    private readonly uint _bits;

    private DashPositions(uint bits) => _bits = bits;

    internal static DashPositions Find(ReadOnlySpan<byte> name)
    {
        if (name.Length < Seen) return default;
        var dash = Vector128.Create((byte)'-');
        var first = Vector128.Equals(Vector128.Create(name), dash).ExtractMostSignificantBits();
        var second = Vector128.Equals(Vector128.Create(name[16..]), dash).ExtractMostSignificantBits();
        return new DashPositions(first | (second << 16));
    }

    /// <summary>Where the part that begins at <paramref name="start"/> ends: at the next dash, or with the name.</summary>
    internal int PartEnd(ReadOnlySpan<byte> name, int start)
    {
        var bits = start < Seen ? _bits >> start : 0;
        if (bits != 0) return start + BitOperations.TrailingZeroCount(bits);
        var length = name[start..].IndexOf((byte)'-');
        return length < 0 ? name.Length : start + length;
    }
}
