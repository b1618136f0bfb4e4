namespace SegmentPipeline.Testing;

/// <summary>The class of every moment of a window: the window is cut at every moment where anything begins or ends, and each piece
/// is judged for itself, by looking at all segments.</summary>
/// <remarks>Source: semantics §4.</remarks>
internal sealed class NaiveCoverage
{
    private readonly long _start;
    private readonly long _end;
    private readonly long _tolerance;

    internal NaiveCoverage(
        long start,
        long end,
        long tolerance,
        IReadOnlyList<NaiveSegment> selected,
        IReadOnlyList<(long Start, long End)> unreadable,
        IReadOnlyList<(long Start, long End)>? expected)
    {
        (_start, _end, _tolerance) = (start, end, tolerance);
        var full = Clip(selected.Where(s => s.IsFull));
        var fullOrSuspect = Clip(selected.Where(s => s.Kind >= SegmentKind.Suspect));
        var any = Clip(selected);
        var cuts = new SortedSet<long> { start, end };
        foreach (var (from, to) in any.Concat(unreadable).Concat(expected ?? []))
        {
            if (start < from && from < end) cuts.Add(from);
            if (start < to && to < end) cuts.Add(to);
        }

        foreach (var (from, to) in cuts.Zip(cuts.Skip(1)))
        {
            var @class = IsIn(full, from, to) ? CoverageClass.Full
                : IsIn(fullOrSuspect, from, to) ? CoverageClass.Suspect
                : IsIn(any, from, to) ? CoverageClass.Partial
                : unreadable.Any(u => u.Start <= from && to <= u.End) ? CoverageClass.Unknown
                : expected is null || expected.Any(e => e.Start <= from && to <= e.End) ? CoverageClass.Missing
                : CoverageClass.Off;
            Pieces.Add((from, to, @class));
        }
    }

    /// <summary>The pieces of the window in time order.</summary>
    internal List<(long Start, long End, CoverageClass Class)> Pieces { get; } = [];

    /// <summary>The maximal ranges of a class, or of some classes together.</summary>
    internal List<(long Start, long End)> Ranges(params CoverageClass[] classes)
    {
        var ranges = new List<(long Start, long End)>();
        foreach (var piece in Pieces.Where(p => classes.Contains(p.Class)))
        {
            if (ranges.Count > 0 && ranges[^1].End == piece.Start) ranges[^1] = (ranges[^1].Start, piece.End);
            else ranges.Add((piece.Start, piece.End));
        }

        return ranges;
    }

    /// <summary>Microseconds of each class between two moments.</summary>
    internal ClassMicroseconds Between(long from, long to)
    {
        long Of(CoverageClass @class) => Pieces
            .Where(p => p.Class == @class)
            .Sum(p => Math.Max(0, Math.Min(to, p.End) - Math.Max(from, p.Start)));

        return new ClassMicroseconds
        {
            Full = Of(CoverageClass.Full),
            Suspect = Of(CoverageClass.Suspect),
            Partial = Of(CoverageClass.Partial),
            Missing = Of(CoverageClass.Missing),
            Unknown = Of(CoverageClass.Unknown),
            Off = Of(CoverageClass.Off),
        };
    }

    private List<(long Start, long End)> Clip(IEnumerable<NaiveSegment> segments) =>
        [.. segments
            .Select(s => (Start: Math.Max(s.Start, _start), End: Math.Min(s.End, _end)))
            .Where(s => s.Start < s.End)];

    /// <summary>Whether a layer covers a piece, or the piece lies in a gap that is closed.</summary>
    private bool IsIn(List<(long Start, long End)> layer, long from, long to)
    {
        if (layer.Count == 0) return false;
        if (layer.Any(s => s.Start <= from && to <= s.End)) return true;
        var gapStart = layer.Where(s => s.End <= from).Select(s => s.End).Append(_start).Max();
        var gapEnd = layer.Where(s => s.Start >= to).Select(s => s.Start).Append(_end).Min();
        return gapEnd - gapStart <= _tolerance;
    }
}
