using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>A place anywhere in an archive: a channel, a stream, an hour, or an entry in one of them or in the root. The parts that are
/// known are there to be asked for.</summary>
/// <remarks>Source: semantics §1. A name is bytes; text is made of them only where somebody asks for text, and nobody reads that text
/// back. Two are equal if they are the same place.</remarks>
[JsonConverter(typeof(ArchivePathJsonConverter))]
public sealed record ArchivePath
{
    private readonly string? _channel;
    private readonly byte[]? _name;

    /// <summary>The directory of a channel.</summary>
    /// <param name="channel">The name of the channel, as <see cref="StreamId.Channel"/> has it.</param>
    /// <exception cref="ArgumentException">It cannot name a channel.</exception>
    public ArchivePath(string channel)
    {
        ArgumentException.ThrowIfNullOrEmpty(channel);
        if (StreamId.FaultOf(channel) is { } fault) throw new ArgumentException($"'{channel}' {fault}.", nameof(channel));
        _channel = channel;
    }

    /// <summary>The directory of a stream.</summary>
    /// <param name="stream">The stream.</param>
    public ArchivePath(StreamId stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Stream = stream;
    }

    /// <summary>The directory of an hour.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour.</param>
    public ArchivePath(StreamId stream, Hour hour)
        : this(stream) => Hour = hour;

    internal ArchivePath(StreamId stream, Hour hour, byte[] name)
        : this(stream, hour) => _name = name;

    private ArchivePath(ArchivePath directory, byte[]? name) =>
        (_channel, Stream, Hour, _name) = (directory._channel, directory.Stream, directory.Hour, name);

    private ArchivePath()
    {
    }

    /// <summary>The root of the archive.</summary>
    public static ArchivePath Root { get; } = new();

    /// <summary>The channel; null if the place does not lie in one.</summary>
    public string? Channel => Stream?.Channel ?? _channel;

    /// <summary>The stream; null if the place does not lie in one.</summary>
    public StreamId? Stream { get; }

    /// <summary>The hour; null if the place does not lie in one.</summary>
    public Hour? Hour { get; }

    /// <summary>The name of an entry in the innermost of these, as bytes; empty if the place is the directory itself.</summary>
    public ReadOnlySpan<byte> NameUtf8 => _name;

    /// <summary>The name as it is shown, a byte that is not UTF-8 as <c>\xNN</c>; null if the place is a directory that the other parts
    /// tell. A new string each time.</summary>
    public string? Name => _name is null ? null : RawName.ToText(_name);

    /// <summary>The place of an entry in this directory.</summary>
    /// <param name="name">The name of the entry as bytes.</param>
    /// <exception cref="ArgumentException">The name is empty, or contains a slash or a NUL.</exception>
    /// <exception cref="InvalidOperationException">This place is an entry itself.</exception>
    public ArchivePath WithEntry(ReadOnlySpan<byte> name)
    {
        if (_name is not null) throw new InvalidOperationException($"{this} is an entry, which has no entries of its own");
        RawName.ThrowIfNoName(name, nameof(name));
        return new ArchivePath(this, name.ToArray());
    }

    /// <summary>Whether both are the same place.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(ArchivePath? other) => other is not null && HasSameDirectory(other) && NameUtf8.SequenceEqual(other.NameUtf8);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Channel);
        hash.Add(Stream);
        hash.Add(Hour);
        hash.AddBytes(_name);
        return hash.ToHashCode();
    }

    /// <summary>The place from the root, <c>CHANNEL/QUALITY/HOUR/NAME</c> as far as it has these; a new string each time.</summary>
    public override string ToString() =>
        string.Join('/', new[] { Channel, Stream?.Quality, Hour?.ToString(), Name }.Where(part => part is not null));

    /// <summary>Order by the bytes of the paths from the root.</summary>
    internal static int Compare(ArchivePath? left, ArchivePath? right)
    {
        if (left is null || right is null) return (left is null ? 0 : 1) - (right is null ? 0 : 1);
        return left.HasSameDirectory(right)
            ? left.NameUtf8.SequenceCompareTo(right.NameUtf8)
            : RawName.CompareBytes(left.ToString(), right.ToString());
    }

    private bool HasSameDirectory(ArchivePath other) => Hour == other.Hour && Stream == other.Stream && Channel == other.Channel;
}
