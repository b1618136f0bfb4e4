using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>One selected segment. A thin face over the hour it was read with: 16 bytes, no string until its name is asked for.</summary>
/// <remarks>Source: semantics §1. Two segments are equal if they are the same file of the same stream.</remarks>
[JsonConverter(typeof(SegmentJsonConverter))]
public readonly struct Segment : IEquatable<Segment>
{
    private readonly HourSegments _hour;
    private readonly int _index;

    internal Segment(HourSegments hour, int index)
    {
        _hour = hour;
        _index = index;
    }

    /// <summary>The stream.</summary>
    public StreamId Stream => _hour.Stream;

    /// <summary>The hour in whose directory the segment lies, and in which it starts.</summary>
    public Hour Hour => _hour.Hour;

    /// <summary>Its first moment.</summary>
    public Timestamp Start => Hour.Start.AddMicroseconds(Entry.StartMicroseconds);

    /// <summary>The first moment after it.</summary>
    public Timestamp End => Hour.Start.AddMicroseconds(Entry.EndMicroseconds);

    /// <summary>Its length; zero to 3,600 seconds.</summary>
    public TimeSpan Duration => TimeSpan.FromMicroseconds((long)Entry.DurationMicroseconds);

    /// <summary>Start and end as a range.</summary>
    public TimeRange Range => new(Start, End);

    /// <summary>How far it can be trusted; never <see cref="SegmentKind.Temporary"/>.</summary>
    public SegmentKind Kind => Entry.Kind;

    /// <summary>The file's name as bytes.</summary>
    public ReadOnlySpan<byte> NameUtf8 => _hour.NameOf(_index);

    /// <summary>The file's name; a new string each time. A selected segment's name is always ASCII.</summary>
    public string Name => RawName.ToText(NameUtf8);

    /// <summary>Where the file lies below its stream, <c>HOUR/NAME</c>; a new string each time.</summary>
    public string Path => $"{Hour}/{Name}";

    private SegmentEntry Entry => _hour.Entries[_index];

    /// <inheritdoc />
    public bool Equals(Segment other) =>
        Hour == other.Hour && Stream == other.Stream && NameUtf8.SequenceEqual(other.NameUtf8);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Segment other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Stream, Start);

    /// <summary><c>HOUR/NAME</c>.</summary>
    public override string ToString() => Path;

    /// <summary>Whether both are the same file.</summary>
    public static bool operator ==(Segment left, Segment right) => left.Equals(right);

    /// <summary>Whether they are different files.</summary>
    public static bool operator !=(Segment left, Segment right) => !left.Equals(right);
}
