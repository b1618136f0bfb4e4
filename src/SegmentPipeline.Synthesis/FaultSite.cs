namespace SegmentPipeline.Synthesis;

/// <summary>A place in a stream where one fault is planted: collects what changes there and what an audit must find.</summary>
internal sealed class FaultSite(SyntheticStream stream, Timestamp at)
{
    private readonly List<HourEdit> _edits = [];
    private readonly List<Finding> _findings = [];
    private readonly List<PlantedEntry> _entries = [];
    private readonly List<CorruptFile> _corrupt = [];
    private readonly List<PlantedClock> _clocks = [];

    /// <summary>The stream.</summary>
    internal SyntheticStream Stream { get; } = stream;

    /// <summary>The first moment of the site.</summary>
    internal Timestamp At { get; } = at;

    /// <summary>What changes in the hours.</summary>
    internal IReadOnlyList<HourEdit> Edits => _edits;

    /// <summary>The fault that has been planted here.</summary>
    internal PlantedFault Planted(string kind) => new(kind, Stream.Id, _findings, _entries)
    {
        Corrupt = _corrupt,
        Clocks = _clocks,
    };

    /// <summary>The first segments of the site as they would be without the fault.</summary>
    internal SegmentDraft[] Run(int length) => [.. Stream.Timeline.From(At).Take(length).Select(Stream.Draft)];

    /// <summary>Leaves out what starts in a range, and says that there is a hole.</summary>
    internal void OmitSegments(TimeRange starts)
    {
        foreach (var segment in Stream.Timeline.From(starts.Start).TakeWhile(segment => segment.Start < starts.End))
            Omit(Stream.Draft(segment));
        ExpectHole(starts);
    }

    internal void Omit(SegmentDraft segment) =>
        _edits.Add(new HourEdit(segment.Start.Hour, HourChange.OmitSegment, segment.Start));

    /// <summary>Changes a whole hour.</summary>
    internal void Change(Hour hour, HourChange change) => _edits.Add(new HourEdit(hour, change));

    /// <summary>Adds a segment and says its path.</summary>
    internal EntryPath Add(SegmentDraft segment)
    {
        var file = Stream.FileOf(segment);
        _edits.Add(new HourEdit(segment.Start.Hour, HourChange.AddFile, File: file));
        return new EntryPath(Stream.Id, segment.Start.Hour, file.Name.Span);
    }

    /// <summary>Adds a sound segment with a content of its own, and says its path.</summary>
    internal EntryPath AddMedia(SegmentDraft segment, byte[] content) => Add(segment, content, ContentFaults.HashOf(content));

    /// <summary>Puts a corrupt file in the place of a segment, and says what is wrong with it.</summary>
    internal EntryPath AddCorrupt(
        SegmentDraft segment, byte[] content, ReadOnlySpan<byte> hash, CorruptOrigin origin, IReadOnlyList<CorruptCause> causes)
    {
        Omit(segment);
        var path = Add(segment, content, hash);
        ExpectCorrupt(path, segment, origin, causes);
        return path;
    }

    /// <summary>Says that a selected segment is corrupt.</summary>
    internal void ExpectCorrupt(EntryPath path, SegmentDraft segment, CorruptOrigin origin, IReadOnlyList<CorruptCause> causes) =>
        _corrupt.Add(new CorruptFile
        {
            Path = path,
            Range = new TimeRange(segment.Start, segment.End),
            Kind = segment.Kind,
            IsSelected = true,
            Origin = origin,
            Causes = causes,
        });

    /// <summary>Adds an entry that is no selected segment, and says what becomes of it.</summary>
    /// <returns>The path of the entry.</returns>
    internal EntryPath AddEntry(string name, string fate, HourChange change = HourChange.AddFile)
    {
        var file = new PlannedFile(name);
        _edits.Add(new HourEdit(At.Hour, change, File: file));
        var path = new EntryPath(Stream.Id, At.Hour, file.Name.Span);
        ExpectFate(path, fate);
        return path;
    }

    internal void ExpectFate(EntryPath path, string fate) => _entries.Add(new PlantedEntry(path, fate));

    internal void Expect(Finding finding) => _findings.Add(finding);

    internal void Expect(PlantedClock clock) => _clocks.Add(clock);

    private EntryPath Add(SegmentDraft segment, byte[] content, ReadOnlySpan<byte> hash)
    {
        var file = SyntheticStream.FileOf(segment, content, hash);
        _edits.Add(new HourEdit(segment.Start.Hour, HourChange.AddFile, File: file));
        return new EntryPath(Stream.Id, segment.Start.Hour, file.Name.Span);
    }

    /// <summary>Says that there is a hole between two segments.</summary>
    internal void ExpectHole(SegmentDraft before, SegmentDraft after) =>
        Expect(new HoleFinding
        {
            Stream = Stream.Id,
            Range = new TimeRange(before.End, after.Start),
            Before = Stream.PathOf(before),
            After = Stream.PathOf(after),
        });

    /// <summary>Says that there is a hole because nothing starts in a range any more.</summary>
    internal void ExpectHole(TimeRange starts) => ExpectHole(
        Stream.Draft(Stream.Timeline.LastBefore(starts.Start)),
        Stream.Draft(Stream.Timeline.From(starts.End).First()));
}
