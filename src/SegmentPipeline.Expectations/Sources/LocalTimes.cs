namespace SegmentPipeline.Expectations;

/// <summary>Which moment a clock on a wall shows.</summary>
/// <remarks>As RFC 5545, section 3.3.5, has it: a time that comes twice, as clocks are put back, is the first of the two; one that does
/// not come, as they are put forward, is as far behind the change as the clock would have shown it.</remarks>
internal static class LocalTimes
{
    /// <summary>Moments outside of these years are the first or the last of them: no zone says anything there.</summary>
    private static readonly DateTime First = new(1, 1, 3, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly DateTime Last = new(9999, 12, 29, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>The moment.</summary>
    internal static Timestamp ToMoment(DateTime local, TimeZoneInfo zone)
    {
        local = DateTime.SpecifyKind(local < First ? First : local > Last ? Last : local, DateTimeKind.Unspecified);
        var (before, after) = (OffsetAt(local.AddDays(-1), zone), OffsetAt(local.AddDays(1), zone));
        var (early, late) = (local - before, local - after);
        if (late < early) (early, late) = (late, early);
        var utc = ShowsLocal(early, local, zone) ? early : ShowsLocal(late, local, zone) ? late : local - before;
        return Timestamp.FromDateTimeOffset(new DateTimeOffset(utc, TimeSpan.Zero));
    }

    /// <summary>What the clock shows at a moment.</summary>
    internal static DateTime ToLocal(Timestamp moment, TimeZoneInfo zone)
    {
        var earliest = Timestamp.FromDateTimeOffset(new DateTimeOffset(First, TimeSpan.Zero));
        var latest = Timestamp.FromDateTimeOffset(new DateTimeOffset(Last, TimeSpan.Zero));
        var utc = Timestamp.Min(Timestamp.Max(moment, earliest), latest).ToDateTimeOffset().UtcDateTime;
        return DateTime.SpecifyKind(utc, DateTimeKind.Unspecified) + zone.GetUtcOffset(utc);
    }

    private static bool ShowsLocal(DateTime utc, DateTime local, TimeZoneInfo zone) => utc + OffsetAt(utc, zone) == local;

    private static TimeSpan OffsetAt(DateTime utc, TimeZoneInfo zone) => zone.GetUtcOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc));
}
