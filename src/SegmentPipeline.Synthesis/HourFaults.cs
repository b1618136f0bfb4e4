namespace SegmentPipeline.Synthesis;

/// <summary>Faults that reach over the border of an hour. Their sites begin with an hour.</summary>
internal static class HourFaults
{
    /// <summary>The last two segments of the site's hour and the first two of the next are not there.</summary>
    internal static void HoleOverBorder(FaultSite site)
    {
        var border = site.At.Hour.End;
        var twoSegments = 2 * site.Stream.SegmentMicroseconds;
        var first = site.Stream.Timeline.From(border.AddMicroseconds(-twoSegments)).First();
        site.OmitSegments(new TimeRange(first.Start, first.Start.AddMicroseconds(2 * twoSegments)));
    }

    /// <summary>The hour has a directory, but nothing in it.</summary>
    internal static void EmptyHour(FaultSite site)
    {
        site.Change(site.At.Hour, HourChange.OmitSegments);
        site.ExpectHole(site.At.Hour.Range);
    }

    /// <summary>Hours in a row have no directory.</summary>
    internal static void MissingHours(FaultSite site, int hours)
    {
        var end = site.At.Hour;
        for (; hours > 0; hours--, end = end.Next) site.Change(end, HourChange.OmitDirectory);
        site.ExpectHole(new TimeRange(site.At, end.Start));
    }
}
