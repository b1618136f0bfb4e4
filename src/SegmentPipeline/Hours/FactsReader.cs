namespace SegmentPipeline;

/// <summary>Reads what <see cref="FactsWriter"/> wrote. What is cut short or out of bounds throws <see cref="FormatException"/>.</summary>
internal ref struct FactsReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    internal readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Bytes that have not been read.</summary>
    internal readonly int Left => _rest.Length;

    internal long ReadNumber()
    {
        var number = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = ReadBare(1)[0];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return unchecked((long)number);
        }

        throw new FormatException("a number has no end");
    }

    /// <summary>A number that counts something of which each takes at least a byte, or measures something below
    /// <paramref name="most"/>.</summary>
    internal int ReadNumber(int most)
    {
        var number = ReadNumber();
        return number >= 0 && number <= most ? (int)number : throw new FormatException($"{number} is out of bounds");
    }

    internal int ReadCount() => ReadNumber(_rest.Length);

    internal ReadOnlySpan<byte> ReadName() => ReadBare(ReadNumber(byte.MaxValue));

    internal ReadOnlySpan<byte> ReadBare(int length)
    {
        if (length > _rest.Length) throw new FormatException("the facts are cut short");
        var read = _rest[..length];
        _rest = _rest[length..];
        return read;
    }
}
