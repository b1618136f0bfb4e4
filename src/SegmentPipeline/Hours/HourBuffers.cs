namespace SegmentPipeline;

/// <summary>One hour on its way through the stages: each fills its part. Its buffers are reused from hour to hour, so nothing
/// of it may be kept once it has been given back.</summary>
internal sealed class HourBuffers
{
    /// <summary>A directory that needed more than this does not keep its buffers.</summary>
    private const int MostKeptEntries = 16 * 1024;

    private SegmentEntry[] _segments = [];
    private SegmentEntry[] _selected = [];

    /// <summary>What to read.</summary>
    internal HourWork Work { get; private set; } = null!;

    /// <summary>How listing went.</summary>
    internal ReadOutcome Outcome { get; set; } = ReadOutcome.Done;

    /// <summary>The raw names; everything else points into them.</summary>
    internal NameList Names { get; } = new();

    /// <summary>Entries seen by the lister; the fates must add up to it.</summary>
    internal long EntriesSeen { get; set; }

    /// <summary>The fates so far.</summary>
    internal EntryCounts Fates { get; set; }

    /// <summary>Segments whose names are good, temporary ones included, in no order.</summary>
    internal ReadOnlySpan<SegmentEntry> Segments => _segments.AsSpan(0, SegmentCount);

    internal int SegmentCount { get; private set; }

    /// <summary>Segments that are the best of their starts, in time order.</summary>
    internal ReadOnlySpan<SegmentEntry> Selected => _selected.AsSpan(0, SelectedCount);

    internal int SelectedCount { get; private set; }

    /// <summary>Sorts this hour's segments by start.</summary>
    internal StartSorter Sorter { get; private set; } = new();

    /// <summary>Room for the segments between which a choice is being made.</summary>
    internal List<int> Rivals { get; } = [];

    /// <summary>Room for those of the rivals that are best without sizes.</summary>
    internal List<int> BestRivals { get; } = [];

    /// <summary>Names that break the grammar.</summary>
    internal List<BadName> BadNames { get; } = [];

    /// <summary>Files that were sized because a choice needed it.</summary>
    internal List<SizedName> Sized { get; } = [];

    /// <summary>The sizes that choices need at first, in the order of the choices; asked together before any choice is made.</summary>
    internal List<SizeQuestion> Questions { get; } = [];

    /// <summary>When any of the files that were sized last changed, since 1970.</summary>
    internal long SizesChangedSeconds { get; set; }

    /// <summary>Segments, selected or superseded, that carry the hash of nothing.</summary>
    internal List<EmptyName> Empties { get; } = [];

    /// <summary>Identity and times of the directory, asked before it was read; only of an audit with a memory.</summary>
    internal DirectoryFingerprint? Fingerprint { get; set; }

    /// <summary>When the fingerprint was asked for, since 1970.</summary>
    internal long ReadAtSeconds { get; set; }

    /// <summary>Whether the hour was not read but recalled: its unbroken runs are there without what lies inside them.</summary>
    internal bool IsRecalled { get; set; }

    /// <summary>What there is to remember of the hour.</summary>
    internal HourDigest? Digest { get; set; }

    /// <summary>Entries of which could not be told what they are, and files that could not be sized although a choice needed it.</summary>
    internal List<UnreadableFinding> Unreadable { get; } = [];

    /// <summary>Whether time of the hour that no segment covers is unknown: it could not be listed, or not every entry of it could be
    /// told.</summary>
    internal bool HidesTime => Outcome.Status == ReadStatus.Failed || Fates.Unreadable > 0;

    /// <summary>Whether there is no such directory, or none any more.</summary>
    internal bool IsAbsent => Outcome.Status == ReadStatus.Absent;

    /// <summary>Whether the directory has been listed.</summary>
    internal bool IsListed => Outcome.Status == ReadStatus.Done;

    /// <summary>Why it could not be listed; empty if it could.</summary>
    internal string WhyNotListed => Outcome.Cause;

    /// <summary>The name of an entry of <see cref="Segments"/> or <see cref="Selected"/>.</summary>
    internal ReadOnlySpan<byte> NameOf(in SegmentEntry entry) => Names.NameAt(entry.NameOffset, entry.NameLength);

    /// <summary>A name that breaks the grammar.</summary>
    internal ReadOnlySpan<byte> NameOf(BadName bad) => Names.NameAt(bad.NameOffset, bad.NameLength);

    /// <summary>The name of a segment that carries the hash of nothing.</summary>
    internal ReadOnlySpan<byte> NameOf(EmptyName empty) => Names.NameAt(empty.NameOffset, empty.NameLength);

    /// <summary>Makes the buffers ready for other work.</summary>
    internal void Begin(HourWork work)
    {
        Work = work;
        Outcome = ReadOutcome.Done;
        IsRecalled = false;
        Digest = null;
        ClearSegments();
        ClearSelected();
        Names.Clear();
        if (_segments.Length <= MostKeptEntries) return;
        _segments = [];
        _selected = [];
        Sorter = new StartSorter();
    }

    /// <summary>Makes the buffers ready to be parsed.</summary>
    internal void ClearSegments()
    {
        EntriesSeen = 0;
        Fates = default;
        SegmentCount = 0;
        BadNames.Clear();
    }

    /// <summary>Makes the buffers ready for selection.</summary>
    internal void ClearSelected()
    {
        ClearChoices(unreadable: 0);
        Questions.Clear();
    }

    /// <summary>Takes back what has been selected, but not the questions and their answers.</summary>
    /// <param name="unreadable">How many entries could not be told before that.</param>
    internal void ClearChoices(int unreadable)
    {
        SelectedCount = 0;
        Unreadable.RemoveRange(unreadable, Unreadable.Count - unreadable);
        Sized.Clear();
        SizesChangedSeconds = 0;
        Empties.Clear();
    }

    /// <summary>Whether the hour, recalled, must be read after all: a place inside one of its runs matters, where no segment is
    /// remembered.</summary>
    /// <param name="greatestEnd">How far the segments of earlier hours reach; null if there are none.</param>
    /// <param name="window">The window; its end may be the latest possible one.</param>
    /// <param name="toleranceMicroseconds">The tolerance.</param>
    internal bool NeedsReading(Timestamp? greatestEnd, TimeRange window, long toleranceMicroseconds)
    {
        var hourStart = Work.Hour!.Value.Start;
        foreach (ref readonly var entry in Selected)
        {
            if (entry.NameLength > 0) continue;
            var start = hourStart.AddMicroseconds(entry.StartMicroseconds - toleranceMicroseconds);
            var end = hourStart.AddMicroseconds(entry.EndMicroseconds + toleranceMicroseconds);
            if (greatestEnd?.MicrosecondsSince(start) > 2 * toleranceMicroseconds) return true;
            if (start <= window.Start && window.Start <= end) return true;
            if (start <= window.End && window.End <= end) return true;
        }

        return false;
    }

    internal void AddSegment(in SegmentEntry entry)
    {
        NextSegment() = entry;
        KeepNextSegment();
    }

    /// <summary>Room for the next segment. It is one only after <see cref="KeepNextSegment"/>.</summary>
    internal ref SegmentEntry NextSegment()
    {
        if (SegmentCount == _segments.Length) GrowSegments();
        return ref _segments[SegmentCount];
    }

    internal void KeepNextSegment() => SegmentCount++;

    private void GrowSegments()
    {
        var grown = GC.AllocateUninitializedArray<SegmentEntry>(Math.Max(16, 2 * SegmentCount));
        Segments.CopyTo(grown);
        _segments = grown;
    }

    /// <summary>Keeps only the segments that a rule keeps.</summary>
    internal void KeepSegments(Predicate<SegmentEntry> keeps)
    {
        var kept = 0;
        for (var i = 0; i < SegmentCount; i++)
        {
            if (keeps(_segments[i])) _segments[kept++] = _segments[i];
        }

        SegmentCount = kept;
    }

    /// <summary>What could not be read of the hour: itself, or some of its entries.</summary>
    internal IReadOnlyList<UnreadableFinding> AllUnreadable() => Outcome.Status == ReadStatus.Failed
        ? [new UnreadableFinding { Path = PathAtHand, Cause = Outcome.Cause }]
        : Unreadable.ToArray();

    /// <summary>Adds a finding about an entry of the hour.</summary>
    internal void AddUnreadable(ReadOnlySpan<byte> name, string cause) =>
        Unreadable.Add(new UnreadableFinding { Path = PathAtHand.WithEntry(name), Cause = cause });

    /// <summary>Takes down a segment of which its start's choice has been made, if it is empty.</summary>
    internal void NoteIfEmpty(in SegmentEntry entry)
    {
        if (entry.IsEmpty) Empties.Add(new EmptyName(entry.NameOffset, entry.NameLength, entry.StartMicroseconds, entry.DurationMicroseconds));
    }

    private ArchivePath PathAtHand => new(Work.Stream.Id, Work.Hour!.Value);

    internal void AddSelected(in SegmentEntry entry)
    {
        if (_selected.Length < SegmentCount) _selected = GC.AllocateUninitializedArray<SegmentEntry>(_segments.Length);
        _selected[SelectedCount++] = entry;
    }
}
