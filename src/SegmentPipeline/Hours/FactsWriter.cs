namespace SegmentPipeline;

/// <summary>Writes numbers and names one after another: numbers seven bits a byte, least first, names behind their length. Its room is
/// lent, and handed on by <see cref="Finish"/>.</summary>
/// <param name="likelyLength">How much is likely to be written; room for more is made.</param>
internal ref struct FactsWriter(int likelyLength)
{
    private const int MostBytesOfNumber = 10;

    private byte[] _room = LentBytes.Rent(likelyLength);
    private int _length;

    internal void Write(long number)
    {
        if (_room.Length - _length < MostBytesOfNumber) MakeRoom(MostBytesOfNumber);
        var rest = (ulong)number;
        for (; rest >= 0x80; rest >>= 7) _room[_length++] = (byte)(rest & 0x7F | 0x80);
        _room[_length++] = (byte)rest;
    }

    internal void Write(ReadOnlySpan<byte> name)
    {
        Write(name.Length);
        name.CopyTo(Room(name.Length));
    }

    /// <summary>Room for bytes whose number the reader knows.</summary>
    internal Span<byte> Room(int length)
    {
        if (_room.Length - _length < length) MakeRoom(length);
        _length += length;
        return _room.AsSpan(_length - length, length);
    }

    /// <summary>Lends what has been written; nothing more may be.</summary>
    internal readonly LentBytes Finish() => new(_room, _length);

    private void MakeRoom(int length)
    {
        var larger = LentBytes.Rent(Math.Max(2 * _room.Length, _length + length));
        _room.AsSpan(0, _length).CopyTo(larger);
        LentBytes.Return(_room);
        _room = larger;
    }
}
