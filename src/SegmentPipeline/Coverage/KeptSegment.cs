namespace SegmentPipeline;

/// <summary>Where a segment lies, kept beyond the buffers of its hour without making text of it.</summary>
internal sealed class KeptSegment
{
    private readonly byte[] _name = new byte[byte.MaxValue];
    private int _length;
    private Hour _hour;

    /// <summary>The place as <c>HOUR/NAME</c>; null if nothing has been kept.</summary>
    internal string? Path => _length == 0 ? null : PathOf(_hour, _name.AsSpan(0, _length));

    internal static string PathOf(Hour hour, ReadOnlySpan<byte> name) => $"{hour}/{RawName.ToText(name)}";

    internal void Keep(Hour hour, ReadOnlySpan<byte> name)
    {
        name.CopyTo(_name);
        _length = name.Length;
        _hour = hour;
    }
}
