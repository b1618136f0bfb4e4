namespace SegmentPipeline.Synthesis;

/// <summary>Segments whose names and whose clocks tell of different neighbours.</summary>
/// <remarks>Source: docs/verification.md §3.</remarks>
internal static class ClockFaults
{
    private const long ShiftMicroseconds = 600_000;
    private const long SmallGapMicroseconds = 200_000;
    private const long HourMicroseconds = 3_600 * Timestamp.MicrosecondsPerSecond;

    /// <summary>A segment comes 0.6 s late by its clock: that time is missing before it, and is told twice after it.</summary>
    internal static void Shifted(FaultSite site) => Shift(site, ShiftMicroseconds, "hidden-hole", "repeat");

    /// <summary>The encoder's clock is another for one segment.</summary>
    internal static void Restarted(FaultSite site) => Shift(site, HourMicroseconds, "restart", "restart");

    /// <summary>A segment starts late by its name, though its clock goes on where the one before ended.</summary>
    internal static void PhantomHole(FaultSite site)
    {
        var run = site.Run(2);
        var late = run[1] with
        {
            Start = run[1].Start.AddMicroseconds(SmallGapMicroseconds),
            DurationMicroseconds = run[1].DurationMicroseconds - SmallGapMicroseconds,
        };
        site.Omit(run[1]);
        var path = site.AddMedia(late, site.Stream.MediaOf(run[1]).Content);
        site.Expect(new HoleFinding
        {
            Stream = site.Stream.Id,
            Range = new TimeRange(run[0].End, late.Start),
            Before = site.Stream.PathOf(run[0]),
            After = path,
        });
        site.Expect(new PlantedClock("phantom-hole", site.Stream.PathOf(run[0]), path));
    }

    private static void Shift(FaultSite site, long byMicroseconds, string before, string after)
    {
        var run = site.Run(3);
        var shifted = site.Stream.MediaOf(run[1], byMicroseconds).Content;
        site.Omit(run[1]);
        var path = site.AddMedia(run[1], shifted);
        site.Expect(new PlantedClock(before, site.Stream.PathOf(run[0]), path));
        site.Expect(new PlantedClock(after, path, site.Stream.PathOf(run[2])));
    }
}
