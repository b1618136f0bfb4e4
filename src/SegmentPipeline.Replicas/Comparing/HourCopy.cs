namespace SegmentPipeline.Replicas;

/// <summary>The names of an hour in one copy, as copies are compared: segments by their names, temporary, foreign and bad ones left out,
/// and the stems of tombstones.</summary>
/// <remarks>Source: semantics §9.</remarks>
internal sealed class HourCopy
{
    private static readonly int TombstoneEnding = ".tombstone".Length;

    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _files;
    private List<SegmentName>? _segments;
    private Dictionary<ulong, List<SegmentName>>? _byHash;

    private HourCopy(Hour hour, string? cause, IReadOnlyList<ReadOnlyMemory<byte>> files)
    {
        Hour = hour;
        Cause = cause;
        _files = files;
    }

    internal Hour Hour { get; }

    /// <summary>Why the hour could not be read; null if it could, or is not there.</summary>
    internal string? Cause { get; }

    internal bool IsReadable => Cause is null;

    /// <summary>The segments, by the bytes of their names.</summary>
    internal List<SegmentName> Segments => _segments ??= ReadSegments();

    /// <summary>What its tombstones withdraw, by bytes.</summary>
    internal List<ReadOnlyMemory<byte>> Withdrawn { get; } = [];

    /// <summary>An hour whose names nobody needs.</summary>
    internal static HourCopy Unread(Hour hour) => new(hour, null, []);

    internal static HourCopy FromNames(Hour hour, HourNames names)
    {
        if (names.Outcome == ListingOutcome.Unreadable) return new HourCopy(hour, names.Cause ?? "it could not be read", []);
        var copy = new HourCopy(hour, null, names.Files);

        foreach (var tombstone in names.Tombstones) copy.Withdrawn.Add(tombstone[..^TombstoneEnding]);
        return copy;
    }

    /// <summary>How many segments there are. Costs less than <see cref="Segments"/>.</summary>
    internal int CountSegments() => _segments?.Count ?? _files.Count(name => IsSegment(name, out _));

    /// <summary>Whether it has another name for the same segment.</summary>
    internal bool HasTwinOf(Hour hour, SegmentName segment)
    {
        _byHash ??= ByHash();
        return _byHash.TryGetValue(KeyOf(segment), out var others)
            && others.Exists(other => segment.IsTwinOf(hour, other, Hour));
    }

    private List<SegmentName> ReadSegments()
    {
        var segments = new List<SegmentName>(_files.Count);
        foreach (var name in _files)
        {
            // A peer may tell a name twice.
            if (segments.Count > 0 && segments[^1].NameUtf8.Span.SequenceEqual(name.Span)) continue;
            if (IsSegment(name, out var segment)) segments.Add(segment);
        }

        return segments;
    }

    private static bool IsSegment(ReadOnlyMemory<byte> name, out SegmentName segment) =>
        SegmentName.TryParse(name, out segment) && segment.Kind != SegmentKind.Temporary;

    private Dictionary<ulong, List<SegmentName>> ByHash()
    {
        var byHash = new Dictionary<ulong, List<SegmentName>>(Segments.Count);
        foreach (var segment in Segments)
        {
            if (!byHash.TryGetValue(KeyOf(segment), out var equals)) byHash.Add(KeyOf(segment), equals = []);
            equals.Add(segment);
        }

        return byHash;
    }

    private static ulong KeyOf(SegmentName segment) => BitConverter.ToUInt64(segment.HashUtf8);
}
