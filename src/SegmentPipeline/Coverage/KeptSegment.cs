using System.Text;

namespace SegmentPipeline;

/// <summary>Where a segment lies, kept beyond the buffers of its hour without making text of it.</summary>
internal sealed class KeptSegment
{
    private readonly byte[] _name = new byte[byte.MaxValue];
    private int _length;
    private Hour _hour;

    /// <summary>The place as <c>HOUR/NAME</c>; null if nothing has been kept.</summary>
    internal string? Path => _length == 0 ? null : PathOf(_hour, _name.AsSpan(0, _length));

    /// <summary>The place of a segment in an hour that a directory names.</summary>
    internal static string PathOf(Hour hour, ReadOnlySpan<byte> name)
    {
        if (!RawName.IsText(name) || name.Length > byte.MaxValue) return $"{hour}/{RawName.ToText(name)}";
        Span<byte> path = stackalloc byte[Hour.TextLength + 1 + byte.MaxValue];
        hour.Write(path);
        path[Hour.TextLength] = (byte)'/';
        name.CopyTo(path[(Hour.TextLength + 1)..]);
        return Encoding.UTF8.GetString(path[..(Hour.TextLength + 1 + name.Length)]);
    }

    internal void Keep(Hour hour, ReadOnlySpan<byte> name)
    {
        name.CopyTo(_name);
        _length = name.Length;
        _hour = hour;
    }
}
