namespace SegmentPipeline.Playback;

/// <summary>What a media playlist tells: segments in the order in which they are played, and where something is missing between
/// them.</summary>
public sealed class MediaPlaylist
{
    private static readonly TimeSpan AgeOfSettledHoles = TimeSpan.FromSeconds(15);

    private readonly HashSet<int> _afterHoles;

    private MediaPlaylist(StreamId stream, IReadOnlyList<Segment> segments, IEnumerable<int> afterHoles, bool isEnded)
    {
        Stream = stream;
        Segments = segments;
        IsEnded = isEnded;
        _afterHoles = [.. afterHoles.Where(place => place > 0 && place < segments.Count)];
    }

    /// <summary>The stream.</summary>
    public StreamId Stream { get; }

    /// <summary>The segments.</summary>
    public IReadOnlyList<Segment> Segments { get; }

    /// <summary>Whether nothing will be added.</summary>
    public bool IsEnded { get; }

    /// <summary>Whether something is missing before a segment, apart from the first.</summary>
    /// <param name="segment">Index of the segment.</param>
    public bool IsAfterHole(int segment) => _afterHoles.Contains(segment);

    /// <summary>All of a sequence. It has ended if the sequence reaches the end of its range.</summary>
    /// <param name="sequence">The sequence.</param>
    public static MediaPlaylist FromSequence(SegmentSequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        return new MediaPlaylist(
            sequence.Stream,
            sequence.Segments,
            sequence.Holes.Select(hole => hole.BeforeSegment),
            !sequence.Holes.Any(hole => hole.Reason is HoleReason.Trailing or HoleReason.Empty));
    }

    /// <summary>The sequence, if it has not ended cut before the first hole that has shown for less than 15 seconds: it may still be
    /// filled, and what a playlist has told may not change.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <remarks>A hole shows since the segment behind it came to where it lies. Asks the file system once for each hole.</remarks>
    public static async ValueTask<MediaPlaylist> FromGrowingSequenceAsync(
        SegmentSequence sequence,
        Timestamp now,
        CancellationToken cancellationToken = default)
    {
        var whole = FromSequence(sequence);
        if (whole.IsEnded) return whole;
        foreach (var place in sequence.Holes.Select(hole => hole.BeforeSegment).Where(place => place < whole.Segments.Count))
        {
            var changed = await whole.Segments[place].GetChangedAsync(cancellationToken).ConfigureAwait(false);
            if (changed + AgeOfSettledHoles > now)
                return new MediaPlaylist(whole.Stream, [.. whole.Segments.Take(place)], whole._afterHoles, isEnded: false);
        }

        return whole;
    }

    /// <summary>This playlist, and behind it what another has beyond it. Nothing of what this one tells changes.</summary>
    /// <param name="next">The same stream from the same start, read later.</param>
    public MediaPlaylist ExtendBy(MediaPlaylist next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (Segments.Count == 0) return next;
        var last = Segments[^1];
        var from = IndexBehind(next.Segments, last);
        var added = next.Segments.Skip(from).ToList();
        var afterHoles = _afterHoles.Concat(
            Enumerable.Range(from, added.Count).Where(next.IsAfterHole).Select(place => place - from + Segments.Count));
        var isKnown = from > 0 && next.Segments[from - 1] == last;
        if (added.Count > 0 && !isKnown && IsGap(last, added[0])) afterHoles = afterHoles.Append(Segments.Count);
        return new MediaPlaylist(Stream, [.. Segments, .. added], [.. afterHoles], next.IsEnded);
    }

    private static int IndexBehind(IReadOnlyList<Segment> segments, Segment last)
    {
        for (var i = segments.Count - 1; i >= 0; i--)
        {
            if (segments[i] == last || segments[i].Start < last.End - AuditDefaults.Tolerance) return i + 1;
        }

        return 0;
    }

    private static bool IsGap(Segment before, Segment after) =>
        before.Kind != SegmentKind.Full || after.Start > before.End + AuditDefaults.Tolerance;
}
