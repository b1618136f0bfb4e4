using System.Globalization;

namespace SegmentPipeline.Reports;

/// <summary>What a page shows of a finding: null where it has none of it.</summary>
/// <param name="Type">The word of the formats (semantics §5).</param>
/// <param name="Stream">The stream.</param>
/// <param name="Range">The range of time.</param>
/// <param name="First">The segment before, the class, the segment, the path, the other quality, or how many segments.</param>
/// <param name="Second">The segment after, or the cause.</param>
internal readonly record struct FindingParts(string Type, StreamId? Stream, TimeRange? Range, string? First, string? Second)
{
    internal static FindingParts Of(Finding finding) => finding switch
    {
        HoleFinding hole => new("hole", hole.Stream, hole.Range, hole.Before, hole.After),
        DegradedFinding degraded => new("degraded", degraded.Stream, degraded.Range, degraded.Class == CoverageClass.Partial ? "partial" : "suspect", null),
        OverlapFinding overlap => new("overlap", overlap.Stream, overlap.Range, overlap.Segment, null),
        EmptyFinding empty => new("empty", empty.Stream, empty.Range, empty.Path, null),
        SilentFinding silent => new("silent", silent.Stream, silent.Range, silent.Other, null),
        FutureFinding future => new("future", future.Stream, future.Range, future.Segments.ToString(CultureInfo.InvariantCulture), null),
        BadNameFinding bad => new("bad", bad.Stream, null, bad.Path, bad.Cause),
        StrayFinding stray => new("stray", null, null, stray.Path, stray.Cause),
        UnreadableFinding unreadable => new("unreadable", null, null, unreadable.Path, unreadable.Cause),
        StaleLedgerFinding stale => new("stale-ledger", null, null, stale.Path, stale.Cause),
        _ => throw new ArgumentOutOfRangeException(nameof(finding), finding, "no such finding"),
    };
}
