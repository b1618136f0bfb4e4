using NodaTime;

namespace SegmentPipeline.Expectations.Tests;

/// <summary>What NodaTime says of local times: the oracle of weeks and calendars.</summary>
internal static class ZoneOracle
{
    /// <summary>Ten zones: without and with daylight saving, on both halves of the world, by half hours, at midnight, and one that counts
    /// its winter as the exception.</summary>
    internal static string[] Zones { get; } =
    [
        "UTC",
        "Europe/Berlin",
        "Europe/Dublin",
        "America/New_York",
        "America/St_Johns",
        "America/Santiago",
        "Australia/Lord_Howe",
        "Asia/Kolkata",
        "Africa/Cairo",
        "Pacific/Chatham",
    ];

    /// <summary>The moment at which a clock shows a time: of two the first, of none as far behind the change as it would have shown
    /// it.</summary>
    internal static Timestamp MomentOf(LocalDateTime local, string zone)
    {
        var instant = local.InZoneLeniently(DateTimeZoneProviders.Tzdb[zone]).ToInstant();
        return Timestamp.FromDateTimeOffset(instant.ToDateTimeOffset());
    }

    /// <summary>What a clock shows at a moment.</summary>
    internal static LocalDateTime LocalOf(Timestamp moment, string zone) =>
        Instant.FromDateTimeOffset(moment.ToDateTimeOffset()).InZone(DateTimeZoneProviders.Tzdb[zone]).LocalDateTime;

    /// <summary>The moments of ranges within a window, joined.</summary>
    internal static List<TimeRange> Joined(IEnumerable<TimeRange> ranges, TimeRange window)
    {
        var joined = new List<TimeRange>();
        foreach (var range in ranges.Select(range => range.Intersect(window)).Where(range => !range.IsEmpty).OrderBy(range => range.Start))
        {
            if (joined.Count == 0 || range.Start > joined[^1].End) joined.Add(range);
            else joined[^1] = new TimeRange(joined[^1].Start, Timestamp.Max(joined[^1].End, range.End));
        }

        return joined;
    }
}
