namespace SegmentPipeline;

/// <summary>What is remembered of one hour directory: enough to audit it again without reading it.</summary>
public sealed record HourDigest
{
    /// <summary>Identity and times of the directory, asked before it was read.</summary>
    public required DirectoryFingerprint Fingerprint { get; init; }

    /// <summary>Whether an equal fingerprint means that nothing has changed. False for a directory that changed less than two seconds
    /// before it was read, and for one whose facts do not all stand in its names.</summary>
    public required bool IsTrusted { get; init; }

    /// <summary>Fates, segments at the ends of unbroken runs, bad names. Opaque, of its own version; some hundred bytes for a usual
    /// hour.</summary>
    public required ReadOnlyMemory<byte> Facts { get; init; }

    /// <summary>The names of all selected segments, packed. Opaque, of its own version; about 37 bytes a segment.</summary>
    public required ReadOnlyMemory<byte> Names { get; init; }

    /// <summary>As whom the hour was read: a number that stands for a user with all groups and capabilities. Whoever is another is asked
    /// whether he may read the directory before the hour is recalled for him.</summary>
    /// <value>0: no telling.</value>
    public long Reader { get; init; }

    /// <summary>The segments that were selected when the hour was read, in time order.</summary>
    /// <param name="stream">The stream of the hour that this is the digest of.</param>
    /// <param name="hour">The hour.</param>
    /// <exception cref="FormatException">The names are broken.</exception>
    public IEnumerable<RememberedSegment> SegmentsOf(StreamId stream, Hour hour) =>
        PackedNames.Unpack(Names.Span).Select(name => Remembered(stream, hour, name));

    private static RememberedSegment Remembered(StreamId stream, Hour hour, ReadOnlySpan<byte> name)
    {
        var entry = default(SegmentEntry);
        var fault = SegmentNameParser.Parse(ArchiveLayout.StemOf(name), ref entry, out _);
        if (fault != NameFault.None) throw new FormatException($"{RawName.ToText(name)} is no segment's name");
        var start = hour.Start.AddMicroseconds(entry.StartMicroseconds);
        return new RememberedSegment
        {
            Path = new EntryPath(stream, hour, name),
            Range = new TimeRange(start, hour.Start.AddMicroseconds(entry.EndMicroseconds)),
        };
    }
}

/// <summary>A segment as it was when its hour was read.</summary>
public readonly record struct RememberedSegment
{
    /// <summary>Where the file lay.</summary>
    public required EntryPath Path { get; init; }

    /// <summary>Its start and end.</summary>
    public required TimeRange Range { get; init; }
}
