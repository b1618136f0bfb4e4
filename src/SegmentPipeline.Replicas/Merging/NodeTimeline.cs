namespace SegmentPipeline.Replicas;

/// <summary>What a node says of each moment of a range: within the window of its audit what the audit says, outside what follows from
/// it.</summary>
/// <remarks>Source: semantics §10. Outside its window a node that has said everything has nothing up to the moment that its audit looked
/// at; what came later, and of a node that has not said everything all of it, is not known.</remarks>
internal sealed class NodeTimeline
{
    private readonly List<AnswerSpan> _spans = [];
    private readonly Timestamp _known;

    private NodeTimeline(NodeAnswer answer) =>
        _known = answer is { Complete: true, AsOf: { } asOf } ? asOf - answer.Settle : new Timestamp(long.MinValue);

    /// <summary>What of the range is not full, in time order. Ranges of one class do not touch.</summary>
    internal IReadOnlyList<AnswerSpan> Spans => _spans;

    /// <summary>Reads a range from an answer.</summary>
    /// <param name="range">The range.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="stream">What it says of the stream; null if the node does not have it.</param>
    internal static NodeTimeline Read(TimeRange range, NodeAnswer answer, StreamAnswer? stream)
    {
        var timeline = new NodeTimeline(answer);
        if (stream?.Window is not { } window || window.Intersect(range) is not { IsEmpty: false } inside)
        {
            timeline.AddOutside(range.Start, range.End);
            return timeline;
        }

        timeline.AddOutside(range.Start, inside.Start);
        foreach (var span in stream.Spans)
        {
            var shared = span.Range.Intersect(inside);
            if (!shared.IsEmpty) timeline.Add(shared, span.Class);
        }

        timeline.AddOutside(inside.End, range.End);
        return timeline;
    }

    /// <summary>The ranges of a class.</summary>
    internal IEnumerable<TimeRange> RangesOf(CoverageClass @class) => _spans.Where(span => span.Class == @class).Select(span => span.Range);

    /// <summary>What it does not cover.</summary>
    internal CoverRanges ToCover()
    {
        var cover = new CoverRanges();
        foreach (var span in _spans.Where(span => span.Class is CoverageClass.Missing or CoverageClass.Off)) cover.AddMissing(span.Range);
        foreach (var unknown in RangesOf(CoverageClass.Unknown)) cover.AddUnknown(unknown);
        return cover;
    }

    private void AddOutside(Timestamp start, Timestamp end)
    {
        var known = Timestamp.Max(start, Timestamp.Min(end, _known));
        if (start < known) Add(new TimeRange(start, known), CoverageClass.Missing);
        if (known < end) Add(new TimeRange(known, end), CoverageClass.Unknown);
    }

    private void Add(TimeRange range, CoverageClass @class)
    {
        if (_spans.Count > 0 && _spans[^1].Class == @class && _spans[^1].Range.End == range.Start)
            _spans[^1] = new AnswerSpan { Range = new TimeRange(_spans[^1].Range.Start, range.End), Class = @class };
        else
            _spans.Add(new AnswerSpan { Range = range, Class = @class });
    }
}
