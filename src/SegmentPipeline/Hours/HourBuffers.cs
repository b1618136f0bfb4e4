namespace SegmentPipeline;

/// <summary>The buffers of one hour on its way through the stages. Each stage fills its fields: every property says which one. The buffers
/// are reused for other hours, so nobody may keep anything that points into them after they have been given back.</summary>
/// <remarks>The stage select does its first part, the finding of questions, together with parse. The properties name it select.</remarks>
internal sealed class HourBuffers
{
    /// <summary>Arrays for more segments than this are not reused: few directories are so large.</summary>
    private const int MostKeptEntries = 16 * 1024;

    private SegmentEntry[] _segments = [];
    private SegmentEntry[] _selected = [];

    /// <summary>What to read. Filled by <see cref="Begin"/>.</summary>
    internal HourWork Work { get; private set; } = null!;

    /// <summary>How listing went. Filled by list.</summary>
    internal ReadOutcome Outcome { get; set; } = ReadOutcome.Done;

    /// <summary>The raw names; all other fields point into them. Filled by list, or recall.</summary>
    internal NameList Names { get; } = new();

    /// <summary>How many entries were listed; the fates must add up to this number. Filled by parse, or recall.</summary>
    internal long EntriesSeen { get; set; }

    /// <summary>How many entries met which fate so far. Filled by parse, then select; or by recall.</summary>
    internal EntryCounts Fates { get; set; }

    /// <summary>Segments whose names are good, temporary ones included, in no order. Filled by parse; of a recalled hour, by recall with
    /// the same entries as <see cref="Selected"/>.</summary>
    internal ReadOnlySpan<SegmentEntry> Segments => _segments.AsSpan(0, SegmentCount);

    internal int SegmentCount { get; private set; }

    /// <summary>Segments that are the best of their starts, in time order. Filled by select, or recall.</summary>
    internal ReadOnlySpan<SegmentEntry> Selected => _selected.AsSpan(0, SelectedCount);

    internal int SelectedCount { get; private set; }

    /// <summary>Sorts this hour's segments by start, and holds their keys. Filled by select.</summary>
    internal StartSorter Sorter { get; private set; } = new();

    /// <summary>Room for the segments between which a choice is being made. Used inside select.</summary>
    internal List<int> Rivals { get; } = [];

    /// <summary>Room for the rivals that are best before sizes are compared. Used inside select.</summary>
    internal List<int> BestRivals { get; } = [];

    /// <summary>Names that break the grammar. Filled by parse, or recall.</summary>
    internal List<BadName> BadNames { get; } = [];

    /// <summary>Files whose sizes a choice needed, with the sizes. Filled by select.</summary>
    internal List<SizedName> Sized { get; } = [];

    /// <summary>The sizes that choices need, in the order of the choices; they are asked for together before any choice is made. Filled
    /// and answered by select.</summary>
    internal List<SizeQuestion> Questions { get; } = [];

    /// <summary>The latest time of change of the files in <see cref="Sized"/>, in seconds since 1970. Filled by select.</summary>
    internal long SizesChangedSeconds { get; set; }

    /// <summary>Segments, selected or superseded, that carry the hash of nothing. Filled by select, or recall.</summary>
    internal List<EmptyName> Empties { get; } = [];

    /// <summary>Files that are known to be corrupt and still there. Filled after select, in an audit with a memory.</summary>
    internal List<CorruptFile> Corrupt { get; } = [];

    /// <summary>Identity and times of the directory, asked before it was read; only in an audit with a memory, or one that keeps digests.
    /// Filled by recall, for every hour, or by list; <see cref="Begin"/> leaves it.</summary>
    internal DirectoryFingerprint? Fingerprint { get; set; }

    /// <summary>When the fingerprint was asked for, in seconds since 1970. Filled by recall or list; <see cref="Begin"/> leaves it.</summary>
    internal long ReadAtSeconds { get; set; }

    /// <summary>Whether the hour was recalled instead of read: of an unbroken run only the ends are there, and one entry without a name
    /// between them. Filled by recall; false again after reread has read the hour.</summary>
    internal bool IsRecalled { get; set; }

    /// <summary>What there is to remember of the hour. Filled after select, in an audit with a memory; null for a recalled hour.</summary>
    internal LentDigest? Digest { get; set; }

    /// <summary>Entries whose kind the file system does not tell, and files whose size a choice needed but could not have. Filled by parse,
    /// then select.</summary>
    internal List<UnreadableFinding> Unreadable { get; } = [];

    /// <summary>Whether time of the hour that no segment covers is unknown, not missing: the directory could not be listed, or the kind of
    /// some entry is not known. Reads Outcome and Fates.</summary>
    internal bool HidesTime => Outcome.Status == ReadStatus.Failed || Fates.Unreadable > 0;

    /// <summary>Whether the directory does not exist, or no longer. Reads Outcome.</summary>
    internal bool IsAbsent => Outcome.Status == ReadStatus.Absent;

    /// <summary>Whether the directory has been listed. Reads Outcome.</summary>
    internal bool IsListed => Outcome.Status == ReadStatus.Done;

    /// <summary>Why the directory could not be listed; empty if it was listed. Reads Outcome.</summary>
    internal string WhyNotListed => Outcome.Cause;

    /// <summary>The name of an entry of <see cref="Segments"/> or <see cref="Selected"/>.</summary>
    internal ReadOnlySpan<byte> NameOf(in SegmentEntry entry) => Names.NameAt(entry.NameOffset, entry.NameLength);

    /// <summary>A name that breaks the grammar.</summary>
    internal ReadOnlySpan<byte> NameOf(BadName bad) => Names.NameAt(bad.NameOffset, bad.NameLength);

    /// <summary>The name of a segment that carries the hash of nothing.</summary>
    internal ReadOnlySpan<byte> NameOf(EmptyName empty) => Names.NameAt(empty.NameOffset, empty.NameLength);

    /// <summary>Makes the buffers ready for other work. Writes Work and clears all other fields, except Fingerprint, ReadAtSeconds, Sorter,
    /// Rivals and BestRivals.</summary>
    internal void Begin(HourWork work)
    {
        Work = work;
        Outcome = ReadOutcome.Done;
        IsRecalled = false;
        Digest = null;
        Corrupt.Clear();
        ClearSegments();
        ClearSelected();
        Names.Clear();
        if (_segments.Length <= MostKeptEntries) return;
        _segments = [];
        _selected = [];
        Sorter = new StartSorter();
    }

    /// <summary>Takes back what parse wrote, except Unreadable. Writes EntriesSeen, Fates, Segments and BadNames.</summary>
    internal void ClearSegments()
    {
        EntriesSeen = 0;
        Fates = default;
        SegmentCount = 0;
        BadNames.Clear();
    }

    /// <summary>Takes back what select wrote, and all of Unreadable. Writes Questions and what <see cref="ClearChoices"/>
    /// writes.</summary>
    internal void ClearSelected()
    {
        ClearChoices(unreadable: 0);
        Questions.Clear();
    }

    /// <summary>Takes back the choices, but not the questions and their answers. Writes Selected, Unreadable, Sized, SizesChangedSeconds
    /// and Empties.</summary>
    /// <param name="unreadable">How many findings of Unreadable stay: those from before the choices.</param>
    internal void ClearChoices(int unreadable)
    {
        SelectedCount = 0;
        Unreadable.RemoveRange(unreadable, Unreadable.Count - unreadable);
        Sized.Clear();
        SizesChangedSeconds = 0;
        Empties.Clear();
    }

    /// <summary>Whether this recalled hour must be read after all: a place inside one of its runs matters, and no segment there is
    /// remembered. Reads Work and Selected.</summary>
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

    /// <summary>Room for the next segment. The entry belongs to Segments only after <see cref="KeepNextSegment"/>.</summary>
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

    /// <summary>Keeps only the segments that a rule keeps. Reads and writes Segments.</summary>
    internal void KeepSegments(Predicate<SegmentEntry> keeps)
    {
        var kept = 0;
        for (var i = 0; i < SegmentCount; i++)
        {
            if (keeps(_segments[i])) _segments[kept++] = _segments[i];
        }

        SegmentCount = kept;
    }

    /// <summary>What could not be read of the hour: its directory, or some entries. Reads Work, Outcome and Unreadable.</summary>
    internal IReadOnlyList<UnreadableFinding> AllUnreadable() => Outcome.Status == ReadStatus.Failed
        ? [new UnreadableFinding { Path = PathAtHand, Cause = Outcome.Cause }]
        : Unreadable.ToArray();

    /// <summary>Adds a finding about an entry of the hour. Reads Work; writes Unreadable.</summary>
    internal void AddUnreadable(ReadOnlySpan<byte> name, string cause) =>
        Unreadable.Add(new UnreadableFinding { Path = PathAtHand.WithEntry(name), Cause = cause });

    /// <summary>Notes a segment whose start has its choice, if the segment carries the hash of nothing. Writes Empties.</summary>
    internal void NoteIfEmpty(in SegmentEntry entry)
    {
        if (entry.IsEmpty)
            Empties.Add(new EmptyName(entry.NameOffset, entry.NameLength, entry.StartMicroseconds, entry.DurationMicroseconds));
    }

    private ArchivePath PathAtHand => new(Work.Stream.Id, Work.Hour!.Value);

    /// <summary>Lets a full segment count as suspect. Writes Selected.</summary>
    /// <param name="place">Its place in <see cref="Selected"/>.</param>
    internal void Doubt(int place)
    {
        if (_selected[place].Kind == SegmentKind.Full) _selected[place].Kind = SegmentKind.Suspect;
    }

    internal void AddSelected(in SegmentEntry entry)
    {
        if (_selected.Length < SegmentCount) _selected = GC.AllocateUninitializedArray<SegmentEntry>(_segments.Length);
        _selected[SelectedCount++] = entry;
    }
}
