namespace SegmentPipeline.Synthesis;

/// <summary>A kind of fault that an archive can have.</summary>
/// <param name="Id">Its name in the list of planted faults; stable.</param>
/// <param name="Plant">Plants one and says what must be found. Touches at most four segments in a row, and those beside them
/// only to name them.</param>
internal sealed record FaultKind(string Id, Action<FaultSite> Plant)
{
    /// <summary>The kinds that fit within a few minutes of one hour.</summary>
    internal static IReadOnlyList<FaultKind> WithinAnHour { get; } =
    [
        new("missing-segment", CoverageFaults.MissingSegment),
        new("suspect-run", CoverageFaults.SuspectRun),
        new("partial-run", CoverageFaults.PartialRun),
        new("broken-off", CoverageFaults.BrokenOff),
        new("tombstoned", CoverageFaults.Tombstoned),
        new("duplicate-duration", DuplicateFaults.ShorterDuration),
        new("duplicate-size", DuplicateFaults.LargerSize),
        new("duplicate-hash", DuplicateFaults.OtherHash),
        new("duplicate-kind", DuplicateFaults.LesserKind),
        new("start-a-millisecond-apart", OverlapFaults.MillisecondApart),
        new("second-recorder", OverlapFaults.SecondRecorder),
        new("zero-bytes", EntryFaults.ZeroBytes),
        new("temp-leftover", EntryFaults.TempLeftover),
        new("hidden-file", EntryFaults.HiddenFile),
        new("foreign-file", EntryFaults.ForeignFile),
        new("foreign-directory", EntryFaults.ForeignDirectory),
        new("bad-time", NameFaults.MinuteSixtyOne),
        new("bad-duration-nan", NameFaults.DurationNotANumber),
        new("bad-duration-exponent", NameFaults.DurationWithExponent),
        new("bad-type", NameFaults.UnknownType),
        new("bad-hash", NameFaults.ShortHash),
    ];

    /// <summary>The kinds that only media can have, within a few minutes of one hour.</summary>
    internal static IReadOnlyList<FaultKind> OfMedia { get; } =
    [
        new("flipped-bit", ContentFaults.FlippedBit),
        new("content-gone", ContentFaults.ContentGone),
        new("web-page", ContentFaults.WebPage),
        new("cut-short", ContentFaults.CutShort),
        new("transport-error", ContentFaults.TransportError),
        new("lost-packets", ContentFaults.LostPackets),
        new("wrong-duration", ContentFaults.WrongDuration),
        new("clock-shifted", ClockFaults.Shifted),
        new("clock-restarted", ClockFaults.Restarted),
        new("phantom-hole", ClockFaults.PhantomHole),
    ];

    /// <summary>A hole from the last two segments of an hour to the first two of the next.</summary>
    internal static FaultKind HoleOverHourBorder { get; } = new("hole-over-hour-border", HourFaults.HoleOverBorder);

    /// <summary>An hour directory without entries.</summary>
    internal static FaultKind EmptyHour { get; } = new("empty-hour", HourFaults.EmptyHour);

    /// <summary>A row of hours without directories.</summary>
    /// <param name="hours">How many.</param>
    internal static FaultKind MissingHours(int hours) => new("missing-hours", site => HourFaults.MissingHours(site, hours));
}
