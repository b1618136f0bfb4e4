using System.Text;
using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>One entry of an hour: its stream, its hour, and its name as the file system has it.</summary>
/// <remarks>Source: semantics §1. A name is bytes; text is made of them only where somebody asks for text, and nobody reads that text
/// back. Two are equal if they name the same entry.</remarks>
[JsonConverter(typeof(EntryPathJsonConverter))]
public sealed record EntryPath
{
    private readonly byte[] _name;

    /// <summary>Names an entry.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour in whose directory it lies.</param>
    /// <param name="name">Its name as bytes.</param>
    /// <exception cref="ArgumentException">The name is empty, or contains a slash or a NUL.</exception>
    public EntryPath(StreamId stream, Hour hour, ReadOnlySpan<byte> name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        RawName.ThrowIfNoName(name, nameof(name));
        (Stream, Hour, _name) = (stream, hour, name.ToArray());
    }

    /// <summary>The stream.</summary>
    public StreamId Stream { get; }

    /// <summary>The hour in whose directory it lies.</summary>
    public Hour Hour { get; }

    /// <summary>Its name as bytes.</summary>
    public ReadOnlySpan<byte> NameUtf8 => _name;

    /// <summary>Its name as it is shown, a byte that is not UTF-8 as <c>\xNN</c>; a new string each time.</summary>
    public string Name => RawName.ToText(_name);

    /// <summary>The same place, as places that lie anywhere in the archive are told.</summary>
    public ArchivePath FromRoot => new(Stream, Hour, _name);

    /// <summary>Whether both name the same entry.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(EntryPath? other) =>
        other is not null && Hour == other.Hour && Stream == other.Stream && NameUtf8.SequenceEqual(other.NameUtf8);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Stream);
        hash.Add(Hour);
        hash.AddBytes(_name);
        return hash.ToHashCode();
    }

    /// <summary>Order of two entries by stream, then by the bytes of the path below it.</summary>
    internal static int Compare(EntryPath left, EntryPath right)
    {
        var order = left.Stream.CompareTo(right.Stream);
        if (order == 0) order = left.Hour.CompareTo(right.Hour);
        return order != 0 ? order : left.NameUtf8.SequenceCompareTo(right.NameUtf8);
    }

    /// <summary>Where it lies below its stream, <c>HOUR/NAME</c>; a new string each time.</summary>
    public override string ToString()
    {
        if (!RawName.IsText(_name) || _name.Length > byte.MaxValue || Hour < Hour.Earliest || Hour > Hour.Latest) return $"{Hour}/{Name}";
        Span<byte> path = stackalloc byte[Hour.TextLength + 1 + byte.MaxValue];
        Hour.Write(path);
        path[Hour.TextLength] = (byte)'/';
        _name.CopyTo(path[(Hour.TextLength + 1)..]);
        return Encoding.UTF8.GetString(path[..(Hour.TextLength + 1 + _name.Length)]);
    }
}
