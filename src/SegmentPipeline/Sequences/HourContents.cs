namespace SegmentPipeline;

/// <summary>The files of an hour whose content matters: its segments with the fates selected and superseded. Temporary, hidden, foreign,
/// bad and tombstoned ones are not among them.</summary>
/// <remarks>Source: semantics §1, docs/verification.md §1. By start, at the same start the selected one first, then by the bytes of the
/// names: the order does not depend on how the directory was listed. Some 20 bytes a segment beside its name.</remarks>
public sealed class HourContents
{
    private readonly ReadHour _read;

    /// <summary>Where each segment stands: among the selected ones, or, as the complement, among the superseded.</summary>
    private readonly int[] _places;

    internal HourContents(StreamId stream, Hour hour, ReadHour read)
    {
        (Stream, Hour, _read) = (stream, hour, read);
        _places = Sort(read);
        Outcome = read.IsListed ? ListingOutcome.Read : read.Exists ? ListingOutcome.Unreadable : ListingOutcome.Absent;
        Cause = Outcome == ListingOutcome.Unreadable ? read.Unreadable[0].Cause : null;
        Unreadable = read.IsListed ? WithoutSegments(read) : [];
    }

    /// <summary>The stream.</summary>
    public StreamId Stream { get; }

    /// <summary>The hour.</summary>
    public Hour Hour { get; }

    /// <summary>How the listing went; unless it was read there is no segment.</summary>
    public ListingOutcome Outcome { get; }

    /// <summary>Why nothing could be read; null if it was read or is absent.</summary>
    public string? Cause { get; }

    /// <summary>Identity and times of the directory, asked before it was listed: while they are the same, its names are. Null if there is
    /// no telling, or if the directory had changed so shortly before that a further change might not show.</summary>
    public DirectoryFingerprint? Fingerprint { get; init; }

    /// <summary>Entries that may be segments, but of which the file system does not tell whether they are files.</summary>
    public IReadOnlyList<UnreadableFinding> Unreadable { get; }

    /// <summary>How many segments there are.</summary>
    public int Count => _places.Length;

    /// <summary>A segment.</summary>
    /// <param name="index">Its place in the order, from 0.</param>
    public Segment this[int index] =>
        _places[index] is >= 0 and var place ? new Segment(_read.Segments, place) : new Segment(_read.Superseded, ~_places[index]);

    /// <summary>Whether a segment is the best of its start; else another supersedes it.</summary>
    /// <param name="index">Its place in the order, from 0.</param>
    public bool IsSelected(int index) => _places[index] >= 0;

    private static int[] Sort(ReadHour read)
    {
        var (selected, superseded) = (read.Segments, read.Superseded);
        var places = new int[selected.Entries.Length + superseded.Entries.Length];
        for (var i = 0; i < selected.Entries.Length; i++) places[i] = i;
        for (var i = 0; i < superseded.Entries.Length; i++) places[selected.Entries.Length + i] = ~i;
        if (superseded.Entries.Length > 0) Array.Sort(places, Compare);
        return places;

        int Compare(int left, int right)
        {
            var order = EntryAt(left).StartMicroseconds.CompareTo(EntryAt(right).StartMicroseconds);
            if (order != 0 || left == right) return order;
            if (left >= 0 || right >= 0) return left >= 0 ? -1 : 1;
            return superseded.NameOf(~left).SequenceCompareTo(superseded.NameOf(~right));
        }

        SegmentEntry EntryAt(int place) => place >= 0 ? selected.Entries[place] : superseded.Entries[~place];
    }

    /// <summary>What could not be read beside segments: a segment whose size was not to be had is told of when it is opened.</summary>
    private static IReadOnlyList<UnreadableFinding> WithoutSegments(ReadHour read)
    {
        if (read.Unreadable.Count == 0) return [];
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var segments in (HourSegments[])[read.Segments, read.Superseded])
        {
            for (var i = 0; i < segments.Entries.Length; i++) known.Add(RawName.ToText(segments.NameOf(i)));
        }

        return [.. read.Unreadable.Where(finding => finding.Path.Name is not { } name || !known.Contains(name))];
    }
}
