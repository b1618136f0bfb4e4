namespace SegmentPipeline.Reports;

/// <summary>The single segments that a page shows to who looks close: all of a small archive, else those around the worst
/// findings.</summary>
/// <param name="select">Selects the playable sequence of a range; null if nobody can.</param>
/// <param name="most">How many are kept at most.</param>
internal sealed class PageSegments(Func<StreamId, TimeRange, Task<SegmentSequence>>? select, int most)
{
    private const int MostRanges = 1_000;
    private const long AroundMicroseconds = 60 * Timestamp.MicrosecondsPerSecond;

    private readonly Dictionary<StreamId, SortedDictionary<Timestamp, Segment>> _segments = [];
    private int _count;

    /// <summary>Whether these are all segments of every stream's playable sequence.</summary>
    internal bool IsAll { get; private set; }

    /// <summary>The segments of a stream, by start.</summary>
    internal IEnumerable<Segment> InStream(StreamId stream) => _segments.TryGetValue(stream, out var segments) ? segments.Values : [];

    /// <summary>Collects them. What can be read no more since the audit, or is cancelled, is left out: the page is whole without.</summary>
    internal async Task CollectAsync(PageContent content)
    {
        if (select is null) return;
        try
        {
            IsAll = content.Streams.Sum(stream => stream.Entries.Selected) <= most;
            foreach (var (stream, range) in IsAll ? Windows(content) : Surroundings(content).Take(MostRanges))
            {
                Add(await select(stream, range).ConfigureAwait(false));
                if (_count >= most) return;
            }
        }
        catch (Exception cause) when (cause is OperationCanceledException or AuditFailedException or StreamNotFoundException)
        {
            IsAll = false;
        }
    }

    private static IEnumerable<(StreamId Stream, TimeRange Range)> Windows(PageContent content) =>
        content.Streams.Where(stream => stream.Window is { IsEmpty: false }).Select(stream => (stream.Stream, stream.Window!.Value));

    private static IEnumerable<(StreamId Stream, TimeRange Range)> Surroundings(PageContent content) =>
        from finding in content.Findings.WorstFirst().Select(FindingParts.FromFinding)
        where finding is { Stream: not null, Range: not null }
        from end in (Timestamp[])[finding.Range!.Value.Start, finding.Range.Value.End]
        select (finding.Stream!, new TimeRange(end.AddMicroseconds(-AroundMicroseconds), end.AddMicroseconds(AroundMicroseconds)));

    private void Add(SegmentSequence sequence)
    {
        if (!_segments.TryGetValue(sequence.Stream, out var segments)) _segments.Add(sequence.Stream, segments = []);
        foreach (var segment in sequence.Segments)
        {
            if (_count < most && segments.TryAdd(segment.Start, segment)) _count++;
        }
    }
}
