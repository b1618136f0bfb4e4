namespace SegmentPipeline.Synthesis;

/// <summary>Segments that cover what others cover already.</summary>
internal static class OverlapFaults
{
    /// <summary>The same segment again, a millisecond later.</summary>
    internal static void MillisecondApart(FaultSite site)
    {
        var segment = site.Run(1)[0];
        var later = segment with { Start = segment.Start.AddMicroseconds(1000), Copy = 1 };
        var path = site.Add(later);
        site.Expect(new OverlapFinding { Stream = site.Stream.Id, Range = new TimeRange(later.Start, segment.End), Segment = path });
    }

    /// <summary>A second recorder runs for three segments, two fifths of a segment behind the first. Each of its segments overlaps
    /// the one of the first recorder that it falls into, and reaches into the next.</summary>
    internal static void SecondRecorder(FaultSite site)
    {
        var run = site.Run(4);
        for (var i = 0; i + 1 < run.Length; i++)
        {
            var first = run[i];
            var second = first with { Start = first.Start.AddMicroseconds(first.DurationMicroseconds * 2 / 5), Copy = 1 };
            var next = run[i + 1];
            var path = site.Add(second);
            site.Expect(new OverlapFinding { Stream = site.Stream.Id, Range = new TimeRange(second.Start, first.End), Segment = path });
            site.Expect(new OverlapFinding
            {
                Stream = site.Stream.Id,
                Range = new TimeRange(next.Start, second.End),
                Segment = site.Stream.PathOf(next),
            });
        }
    }
}
