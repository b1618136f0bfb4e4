namespace SegmentPipeline.Synthesis;

/// <summary>Writes numbers of any number of bits, the highest bit first.</summary>
internal ref struct BitWriter(Span<byte> target)
{
    private readonly Span<byte> _target = target;
    private int _bits;

    /// <summary>How many bytes have been begun.</summary>
    internal readonly int Length => (_bits + 7) / 8;

    internal void Write(int bits, uint value)
    {
        for (var bit = bits - 1; bit >= 0; bit--, _bits++)
        {
            if (_bits % 8 == 0) _target[_bits / 8] = 0;
            if ((value >> bit & 1) != 0) _target[_bits / 8] |= (byte)(0x80 >> (_bits % 8));
        }
    }

    /// <summary>A start code, at the next whole byte.</summary>
    internal void WriteStartCode(byte code)
    {
        _bits = 8 * Length;
        Write(24, 1);
        Write(8, code);
    }
}
