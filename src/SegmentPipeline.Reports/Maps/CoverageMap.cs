namespace SegmentPipeline.Reports;

/// <summary>A coverage map: rows of time to the right, in which no hole gets lost however few columns they have.</summary>
public sealed record CoverageMap
{
    /// <summary>What it is a map of.</summary>
    public required string Title { get; init; }

    /// <summary>From the first moment shown to the last, or null if nothing was audited.</summary>
    public TimeRange? Range { get; init; }

    /// <summary>The rows, in the order of the report.</summary>
    public required IReadOnlyList<MapRow> Rows { get; init; }

    /// <summary>The <see cref="CoverageCollector.Step"/> of what is shown: where a hole lies is known to that length.</summary>
    public required TimeSpan Step { get; init; }

    /// <summary>How many rows a map has at most.</summary>
    /// <value>4,000: ten years of a stream by day, with room.</value>
    public const int MostRows = 4_000;

    /// <summary>When the audit that it shows was started; null if that is not to be told.</summary>
    public Timestamp? Started { get; init; }

    private const long MicrosecondsPerDay = 24 * Timestamp.MicrosecondsPerHour;

    /// <summary>A row a stream, all over the same range.</summary>
    /// <param name="title">What it is a map of.</param>
    /// <param name="coverage">What an audit has collected.</param>
    /// <param name="start">Where rows begin, or null for the first moment audited.</param>
    /// <param name="end">Where rows end, or null for the last.</param>
    /// <exception cref="MapSizeException">There are more streams than <see cref="MostRows"/>.</exception>
    public static CoverageMap ByStream(string title, CoverageCollector coverage, Timestamp? start = null, Timestamp? end = null)
    {
        ArgumentNullException.ThrowIfNull(coverage);
        var range = RangeOf(coverage.Lanes, start, end);
        if (range is not { } shown) return new CoverageMap { Title = title, Rows = [], Step = TimeSpan.Zero };
        MapSizeException.ThrowIfMoreThan(MostRows, coverage.Lanes.Count);
        return new CoverageMap
        {
            Title = title,
            Range = shown,
            Rows = [.. coverage.Lanes.Select(lane => new MapRow { Lane = lane, Range = shown, IsDay = false })],
            Step = coverage.Step,
        };
    }

    /// <summary>A row a day in UTC of a stream, one stream after the other, from its first day audited to its last.</summary>
    /// <param name="title">What it is a map of.</param>
    /// <param name="coverage">What an audit has collected.</param>
    /// <exception cref="MapSizeException">There are more days than <see cref="MostRows"/>.</exception>
    public static CoverageMap ByDay(string title, CoverageCollector coverage)
    {
        ArgumentNullException.ThrowIfNull(coverage);
        var audited = coverage.Lanes.Where(lane => lane.Window is { IsEmpty: false }).ToList();
        MapSizeException.ThrowIfMoreThan(MostRows, audited.Sum(lane => DaysOf(lane.Window!.Value)));
        return new CoverageMap
        {
            Title = title,
            Range = RangeOf(audited, null, null),
            Rows = [.. audited.SelectMany(Days)],
            Step = coverage.Step,
        };
    }

    private static TimeRange? RangeOf(IReadOnlyList<CoverageLane> lanes, Timestamp? start, Timestamp? end)
    {
        var windows = lanes.Where(lane => lane.Window is { IsEmpty: false }).Select(lane => lane.Window!.Value).ToList();
        if (windows.Count == 0) return null;
        var (from, to) = (start ?? windows.Min(window => window.Start), end ?? windows.Max(window => window.End));
        return from < to ? new TimeRange(from, to) : null;
    }

    private static long DaysOf(TimeRange window) => DayOf(window.End.AddMicroseconds(-1)) - DayOf(window.Start) + 1;

    private static long DayOf(Timestamp moment) => (long)Math.Floor(moment.UnixMicroseconds / (decimal)MicrosecondsPerDay);

    private static IEnumerable<MapRow> Days(CoverageLane lane)
    {
        var last = DayOf(lane.Window!.Value.End.AddMicroseconds(-1));
        for (var day = DayOf(lane.Window.Value.Start); day <= last; day++)
        {
            var start = new Timestamp(day * MicrosecondsPerDay);
            yield return new MapRow { Lane = lane, Range = new TimeRange(start, start.AddMicroseconds(MicrosecondsPerDay)), IsDay = true };
        }
    }
}
