namespace SegmentPipeline.Reports;

/// <summary>Adds up what lies in one column.</summary>
internal struct ColumnSum
{
    private ClassMicroseconds _microseconds;
    private ClassMicroseconds _touched;

    /// <summary>Adds what a span and a range share.</summary>
    internal void Add(CoverageSpan span, TimeRange range)
    {
        var part = span.Range.Intersect(range);
        if (part.IsEmpty) return;
        _touched += span.Microseconds;
        var (from, to) = (part.Start.MicrosecondsSince(span.Range.Start), part.End.MicrosecondsSince(span.Range.Start));
        _microseconds += new ClassMicroseconds
        {
            Suspect = Share(span.Microseconds.Suspect, span, from, to),
            Partial = Share(span.Microseconds.Partial, span, from, to),
            Missing = Share(span.Microseconds.Missing, span, from, to),
            Unknown = Share(span.Microseconds.Unknown, span, from, to),
            Off = Share(span.Microseconds.Off, span, from, to),
        };
    }

    /// <summary>The column; what none of the spans has is full.</summary>
    internal readonly MapColumn ToColumn(TimeRange column, TimeRange audited)
    {
        if (audited.IsEmpty) return new MapColumn { Range = column, Microseconds = default };
        var sum = _microseconds with { Full = Math.Max(0, audited.Microseconds - _microseconds.Total) };
        return new MapColumn { Range = column, Microseconds = sum, Worst = Worst(sum) };
    }

    private readonly CoverageClass Worst(ClassMicroseconds sum) => _touched switch
    {
        { Missing: > 0 } => CoverageClass.Missing,
        { Unknown: > 0 } => CoverageClass.Unknown,
        { Partial: > 0 } => CoverageClass.Partial,
        { Suspect: > 0 } => CoverageClass.Suspect,
        { Off: > 0 } when sum.Covered == 0 => CoverageClass.Off,
        _ => CoverageClass.Full,
    };

    /// <summary>The part of an amount spread evenly over a span that falls between two of its moments. The parts of a span add up to the
    /// amount.</summary>
    private static long Share(long amount, CoverageSpan span, long from, long to) =>
        (long)((Int128)amount * to / span.Range.Microseconds) - (long)((Int128)amount * from / span.Range.Microseconds);
}
