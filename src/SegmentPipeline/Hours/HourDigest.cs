namespace SegmentPipeline;

/// <summary>What is remembered of one hour directory: enough to audit it again without reading it.</summary>
/// <param name="Fingerprint">Identity and times of the directory, asked before it was read.</param>
/// <param name="IsTrusted">Whether an equal fingerprint means that nothing has changed. False for a directory that changed less than two
/// seconds before it was read, and for one whose facts do not all stand in its names.</param>
/// <param name="Facts">Fates, segments at the ends of unbroken runs, bad names. Opaque, of its own version; some hundred bytes for a usual
/// hour.</param>
/// <param name="Names">The names of all selected segments, packed. Opaque, of its own version; about 37 bytes a segment.</param>
public sealed record HourDigest(DirectoryFingerprint Fingerprint, bool IsTrusted, ReadOnlyMemory<byte> Facts, ReadOnlyMemory<byte> Names)
{
    /// <summary>As whom the hour was read: a number that stands for a user with all groups and capabilities. Whoever is another is asked
    /// whether he may read the directory before the hour is recalled for him.</summary>
    /// <value>0: no telling.</value>
    public long Reader { get; init; }

    /// <summary>The segments that were selected when the hour was read, in time order.</summary>
    /// <param name="hour">The hour that this is the digest of.</param>
    /// <exception cref="FormatException">The names are broken.</exception>
    public IEnumerable<RememberedSegment> SegmentsOf(Hour hour) => PackedNames.Unpack(Names.Span).Select(name => Remembered(hour, name));

    private static RememberedSegment Remembered(Hour hour, ReadOnlySpan<byte> name)
    {
        var entry = default(SegmentEntry);
        var fault = SegmentNameParser.Parse(ArchiveLayout.StemOf(name), ref entry, out _);
        if (fault != NameFault.None) throw new FormatException($"{RawName.ToText(name)} is no segment's name");
        var start = hour.Start.AddMicroseconds(entry.StartMicroseconds);
        return new RememberedSegment(ArchiveLayout.EntryText(hour, name), new TimeRange(start, hour.Start.AddMicroseconds(entry.EndMicroseconds)));
    }
}

/// <summary>A segment as it was when its hour was read.</summary>
/// <param name="Path">Where the file lay below its stream, <c>HOUR/NAME</c>.</param>
/// <param name="Range">Its start and end.</param>
public readonly record struct RememberedSegment(string Path, TimeRange Range);
