namespace SegmentPipeline.Synthesis;

/// <summary>The SplitMix64 generator: the same numbers from the same seed in every version of every runtime, which
/// <see cref="Random"/> does not promise.</summary>
internal struct SplitMix64(ulong seed)
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    internal ulong Next()
    {
        unchecked
        {
            _state += Gamma;
        }

        return Scramble(_state);
    }

    /// <summary>A number from zero to below <paramref name="bound"/>.</summary>
    internal int Below(int bound) => (int)(((UInt128)Next() * (ulong)bound) >> 64);

    /// <summary>Fills a buffer, eight bytes a number, least significant first.</summary>
    internal void Fill(Span<byte> buffer)
    {
        while (buffer.Length >= sizeof(ulong))
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(buffer, Next());
            buffer = buffer[sizeof(ulong)..];
        }

        if (buffer.IsEmpty) return;
        var last = Next();
        foreach (ref var value in buffer)
        {
            value = (byte)(last & 0xFF);
            last >>= 8;
        }
    }

    /// <summary>A seed of its own for each pair, so that any part of a plan can be drawn without drawing what stands before it.</summary>
    internal static ulong Derive(ulong seed, long part)
    {
        unchecked
        {
            return Scramble(Scramble(seed + Gamma) ^ ((ulong)part * 0xD1342543DE82EF95 + 1));
        }
    }

    private static ulong Scramble(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
