namespace SegmentPipeline;

/// <summary>Where a segment lies, kept beyond the buffers of its hour without making a value of it.</summary>
internal sealed class KeptSegment
{
    private readonly byte[] _name = new byte[byte.MaxValue];
    private int _length;
    private Hour _hour;

    /// <summary>The place, in a stream; null if nothing has been kept.</summary>
    internal EntryPath? PathIn(StreamId stream) => _length == 0 ? null : new EntryPath(stream, _hour, _name.AsSpan(0, _length));

    internal void Keep(Hour hour, ReadOnlySpan<byte> name)
    {
        name.CopyTo(_name);
        _length = name.Length;
        _hour = hour;
    }
}
