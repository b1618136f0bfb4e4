using System.Diagnostics.CodeAnalysis;

namespace SegmentPipeline;

/// <summary>The name of a segment, taken apart: <c>TIME-DURATION-TYPE-HASH.ts</c>.</summary>
/// <remarks>Source: semantics §1. It says nothing of whether a file has that name.</remarks>
public readonly struct SegmentName : IEquatable<SegmentName>
{
    private readonly ReadOnlyMemory<byte> _name;
    private readonly SegmentEntry _entry;

    private SegmentName(ReadOnlyMemory<byte> name, SegmentEntry entry)
    {
        _name = name;
        _entry = entry;
    }

    /// <summary>Takes a name apart.</summary>
    /// <param name="name">The name as bytes, with its ending. It is not copied.</param>
    /// <param name="result">What it says.</param>
    /// <returns>False if it breaks the grammar.</returns>
    public static bool TryParse(ReadOnlyMemory<byte> name, out SegmentName result)
    {
        result = default;
        var entry = default(SegmentEntry);
        if (!name.Span.EndsWith(ArchiveLayout.SegmentSuffix)) return false;
        if (SegmentNameParser.Parse(ArchiveLayout.StemOf(name.Span), ref entry, out _) != NameFault.None) return false;
        result = new SegmentName(name, entry);
        return true;
    }

    /// <summary>The whole name as bytes.</summary>
    public ReadOnlyMemory<byte> NameUtf8 => _name;

    /// <summary>The name without its ending, as bytes: what a tombstone that withdraws it is called, but for its ending.</summary>
    public ReadOnlyMemory<byte> StemUtf8 => _name.IsEmpty ? _name : _name[..^ArchiveLayout.SegmentSuffix.Length];

    /// <summary>Where in its hour it starts; less than an hour.</summary>
    public TimeSpan Start => TimeSpan.FromMicroseconds((long)_entry.StartMicroseconds);

    /// <summary>Its length; zero to 3,600 seconds.</summary>
    public TimeSpan Duration => TimeSpan.FromMicroseconds((long)_entry.DurationMicroseconds);

    /// <summary>The kind that the name says.</summary>
    public SegmentKind Kind => _name.IsEmpty ? SegmentKind.Temporary : _entry.KindIn(_name.Span);

    /// <summary>The hash that it carries, as 43 characters of URL-safe base64; of a temporary one whatever stands there.</summary>
    public ReadOnlySpan<byte> HashUtf8 => _name.IsEmpty ? default : StemUtf8.Span[_entry.HashOffset..];

    /// <summary>Start and end in an hour.</summary>
    /// <param name="hour">The hour in whose directory the segment lies.</param>
    public TimeRange InHour(Hour hour)
    {
        var start = hour.Start.AddMicroseconds(_entry.StartMicroseconds);
        return new TimeRange(start, start.AddMicroseconds(_entry.DurationMicroseconds));
    }

    /// <summary>Whether some content is what the name promises.</summary>
    /// <param name="sha256">The SHA-256 of the content, 32 bytes.</param>
    /// <returns>False also for a temporary segment, whose name promises nothing.</returns>
    public bool Promises(ReadOnlySpan<byte> sha256)
    {
        if (Kind == SegmentKind.Temporary || sha256.Length != HashBytes.Bytes) return false;
        Span<byte> promised = stackalloc byte[HashBytes.Bytes];
        HashBytes.Decode(HashUtf8, promised);
        return promised.SequenceEqual(sha256);
    }

    /// <summary>Whether two names, each in its hour, are of the same segment: duration, kind and hash are equal, and the starts differ by
    /// a millisecond at most.</summary>
    /// <param name="hour">The hour of this one.</param>
    /// <param name="other">The other name.</param>
    /// <param name="otherHour">Its hour.</param>
    /// <remarks>Source: semantics §9.</remarks>
    public bool IsTwinOf(Hour hour, SegmentName other, Hour otherHour)
    {
        const long MostApartMicroseconds = 1_000;
        var apart = Math.Abs(InHour(hour).Start.MicrosecondsSince(other.InHour(otherHour).Start));
        return apart <= MostApartMicroseconds
            && Duration == other.Duration
            && Kind == other.Kind
            && HashUtf8.Length == other.HashUtf8.Length
            && HashBytes.Compare(HashUtf8, other.HashUtf8) == 0;
    }

    /// <inheritdoc />
    public bool Equals(SegmentName other) => _name.Span.SequenceEqual(other._name.Span);

    /// <inheritdoc />
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is SegmentName other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_name.Span);
        return hash.ToHashCode();
    }

    /// <summary>The name as it is shown.</summary>
    public override string ToString() => RawName.ToText(_name.Span);

    /// <summary>Whether both are the same name.</summary>
    public static bool operator ==(SegmentName left, SegmentName right) => left.Equals(right);

    /// <summary>Whether they are different names.</summary>
    public static bool operator !=(SegmentName left, SegmentName right) => !left.Equals(right);
}
