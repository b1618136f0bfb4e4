namespace SegmentPipeline.Verification;

/// <summary>Draws files without replacement, each set of that size as likely as any other, while it goes through all of them in order:
/// no memory for what was drawn, however many there are.</summary>
/// <remarks>Source: docs/verification.md §4; Knuth, The Art of Computer Programming 3.4.2, algorithm S. The numbers are those of
/// SplitMix64, the same on every machine and in every version.</remarks>
internal sealed class SampleDraw(long files, long wanted, long seed)
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    private ulong _state = unchecked((ulong)seed);
    private long _left = files;
    private long _wanted = Math.Min(wanted, files);

    /// <summary>Draws from the next files.</summary>
    /// <param name="count">How many there are.</param>
    /// <returns>Which are drawn, counted from 0, in order.</returns>
    internal int[] DrawFrom(int count)
    {
        var drawn = new List<int>();
        for (var i = 0; i < count; i++)
        {
            if (Below((ulong)_left--) >= (ulong)_wanted) continue;
            drawn.Add(i);
            _wanted--;
        }

        return [.. drawn];
    }

    /// <summary>A number from zero to below a bound, each as likely: what would make some likelier is drawn again.</summary>
    private ulong Below(ulong bound)
    {
        unchecked
        {
            var product = (UInt128)Next() * bound;
            if ((ulong)product < bound)
            {
                var unfair = (0 - bound) % bound;
                while ((ulong)product < unfair) product = (UInt128)Next() * bound;
            }

            return (ulong)(product >> 64);
        }
    }

    private ulong Next()
    {
        unchecked
        {
            _state += Gamma;
            var value = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
