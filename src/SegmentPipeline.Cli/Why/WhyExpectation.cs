namespace SegmentPipeline.Cli;

/// <summary>Says of a moment that nothing covers whether anything is expected there.</summary>
/// <remarks>Source: semantics §4.</remarks>
internal static class WhyExpectation
{
    /// <summary>The explanation with the missing range cut at the borders of what is expected.</summary>
    internal static MomentExplanation Cut(MomentExplanation why, IExpectation expectation)
    {
        if (why is not { Class: CoverageClass.Missing, Range: { } range }) return why;
        if (expectation.Find(why.Stream, range) is not { } expected) return why;
        var isExpected = expected.Ranges.Any(one => one.Contains(why.Moment));
        var borders = expected.Ranges.SelectMany(one => new[] { one.Start, one.End }).ToList();
        var start = borders.Where(border => border <= why.Moment).Append(range.Start).Max();
        var end = borders.Where(border => border > why.Moment).Append(range.End).Min();
        var (here, beside) = isExpected ? (CoverageClass.Missing, CoverageClass.Off) : (CoverageClass.Off, CoverageClass.Missing);
        return why with
        {
            Class = here,
            Range = new TimeRange(start, end),
            ClassBefore = start == range.Start ? why.ClassBefore : beside,
            ClassAfter = end == range.End ? why.ClassAfter : beside,
        };
    }
}
