namespace SegmentPipeline;

/// <summary>Tells of ranges that come in time order which parts of them are expected.</summary>
/// <param name="expected">What is expected.</param>
internal sealed class ExpectedRanges(ExpectedTime expected)
{
    private int _next;

    /// <summary>The first part of <paramref name="piece"/> that is expected, or null. Pieces must come in time order.</summary>
    internal TimeRange? NextIn(TimeRange piece)
    {
        var ranges = expected.Ranges;
        while (_next < ranges.Count && ranges[_next].End <= piece.Start) _next++;
        if (_next == ranges.Count) return null;
        var shared = ranges[_next].Intersect(piece);
        return shared.IsEmpty ? null : shared;
    }
}
