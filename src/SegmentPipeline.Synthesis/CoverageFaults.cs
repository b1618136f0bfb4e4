namespace SegmentPipeline.Synthesis;

/// <summary>Faults that take coverage away, or lower it, within an hour.</summary>
internal static class CoverageFaults
{
    private const int RunLength = 3;

    /// <summary>One segment is not there.</summary>
    internal static void MissingSegment(FaultSite site)
    {
        var segment = site.Run(1)[0];
        site.OmitSegments(new TimeRange(segment.Start, segment.End));
    }

    /// <summary>A few segments in a row are suspect.</summary>
    internal static void SuspectRun(FaultSite site) => Degrade(site, SegmentKind.Suspect, CoverageClass.Suspect);

    /// <summary>A few segments in a row are partial, though none is shorter for it.</summary>
    internal static void PartialRun(FaultSite site) => Degrade(site, SegmentKind.Partial, CoverageClass.Partial);

    /// <summary>One segment broke off after two fifths.</summary>
    internal static void BrokenOff(FaultSite site)
    {
        var run = site.Run(2);
        var broken = run[0] with { DurationMicroseconds = run[0].DurationMicroseconds * 2 / 5, Kind = SegmentKind.Partial };
        site.Omit(run[0]);
        site.Add(broken);
        site.Expect(new DegradedFinding
        {
            Stream = site.Stream.Id,
            Range = new TimeRange(broken.Start, broken.End),
            Class = CoverageClass.Partial,
        });
        site.ExpectHole(broken, run[1]);
    }

    /// <summary>Whoever runs the archive has withdrawn a segment.</summary>
    internal static void Tombstoned(FaultSite site)
    {
        var segment = site.Run(1)[0];
        var path = site.Stream.PathOf(segment);
        site.AddEntry(Path.ChangeExtension(path.Name, ".tombstone"), "tombstones");
        site.ExpectFate(path, "tombstoned");
        site.ExpectHole(new TimeRange(segment.Start, segment.End));
    }

    private static void Degrade(FaultSite site, SegmentKind kind, CoverageClass @class)
    {
        var run = site.Run(RunLength);
        foreach (var segment in run)
        {
            site.Omit(segment);
            site.Add(segment with { Kind = kind });
        }

        site.Expect(new DegradedFinding { Stream = site.Stream.Id, Range = new TimeRange(run[0].Start, run[^1].End), Class = @class });
    }
}
