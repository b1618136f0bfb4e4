using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>One selected segment. A thin face over the hour it was read with: 16 bytes, no string until its name is asked for.</summary>
/// <remarks>Source: semantics §1. Two segments are equal if they are the same file of the same stream.</remarks>
[JsonConverter(typeof(SegmentJsonConverter))]
public readonly struct Segment : IEquatable<Segment>
{
    private const int HashCharacters = 43;

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

    /// <summary>The hash that the name carries: the SHA-256 of the content in URL-safe base64, 43 characters; a new string each
    /// time.</summary>
    public string Hash => RawName.ToText(NameUtf8.Slice(Entry.HashOffset, HashCharacters));

    /// <summary>The file's full path as bytes, from the root of the disk; a new array each time. Names that are not UTF-8 are in it as they
    /// are.</summary>
    public ReadOnlyMemory<byte> FullPathUtf8 => _hour.Files.PathOf(NameUtf8);

    /// <summary>The file's full path as it is shown; a new string each time. A byte that is not UTF-8 stands as <c>\xNN</c>: whoever opens
    /// the file takes <see cref="FullPathUtf8"/>, or asks <see cref="OpenReadAsync"/>.</summary>
    public string FullPath => RawName.ToText(_hour.Files.PathOf(NameUtf8));

    /// <summary>Where the file lies below its stream, <c>HOUR/NAME</c>; a new string each time.</summary>
    public string Path => $"{Hour}/{Name}";

    /// <summary>The same place as a value: stream, hour and name; a new one each time.</summary>
    public EntryPath EntryPath => new(Stream, Hour, NameUtf8);

    /// <summary>Opens the file for reading from its start. Of an archive on a disk the stream is a <see cref="FileStream"/>. The archive
    /// must not have been disposed of.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="IOException">It cannot be opened; it may be gone since it was selected.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken = default) =>
        _hour.Files.OpenAsync(NameUtf8.ToArray(), cancellationToken);

    /// <summary>When the file last changed, or came to where it lies, to the second. The archive must not have been disposed of.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The moment; null if there is no telling. Asks the file system once.</returns>
    public ValueTask<Timestamp?> GetChangedAsync(CancellationToken cancellationToken = default) =>
        _hour.Files.ChangedAtAsync(NameUtf8.ToArray(), cancellationToken);

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
