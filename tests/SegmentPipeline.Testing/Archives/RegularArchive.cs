namespace SegmentPipeline.Testing;

/// <summary>Archives of many hours that differ in nothing but their time, for tests of how audits run rather than of what they
/// find.</summary>
internal static class RegularArchive
{
    internal static Timestamp Start { get; } = Timestamp.Parse("2026-03-28T00");

    internal static StreamId Stream { get; } = new("c", "q");

    /// <summary>One stream; each hour has a hole of two seconds after its first two seconds, two files of one start, and a bad
    /// name.</summary>
    internal static ArchiveTree Of(int hours)
    {
        var tree = new ArchiveTree();
        for (var hour = Start.Hour; hour.SinceEpoch < Start.Hour.SinceEpoch + hours; hour = hour.Next)
        {
            tree.Hour(hour.ToString())
                .File(SegmentNames.Full("00:00", content: 1), 10)
                .File(SegmentNames.Full("00:00", content: 2), 20)
                .File(SegmentNames.Full("00:04", "3596.0"))
                .File("bad.ts");
        }

        return tree;
    }

    /// <summary>The path of an hour below the root.</summary>
    internal static string PathOf(int hour) => $"c/q/{new Hour(Start.Hour.SinceEpoch + hour)}";

    /// <summary>A range of some seconds within an hour.</summary>
    internal static TimeRange Within(int hour, long fromSeconds, long toSeconds)
    {
        var start = Start.AddMicroseconds(hour * Timestamp.MicrosecondsPerHour);
        return new TimeRange(
            start.AddMicroseconds(fromSeconds * Timestamp.MicrosecondsPerSecond),
            start.AddMicroseconds(toSeconds * Timestamp.MicrosecondsPerSecond));
    }
}
