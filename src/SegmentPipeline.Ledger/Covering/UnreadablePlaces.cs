namespace SegmentPipeline.Ledger;

/// <summary>What the last audit could not read: hours, whole streams, whole channels. The ledger has them by their paths.</summary>
internal sealed class UnreadablePlaces
{
    private readonly Dictionary<string, List<TimeRange>> _ranges = new(StringComparer.Ordinal);

    private UnreadablePlaces()
    {
    }

    internal static UnreadablePlaces Read(LedgerDatabase database)
    {
        var places = new UnreadablePlaces();
        const string open = "SELECT path FROM finding WHERE stream_id = 0 AND kind = $1 AND state <> 1 AND state = 0";
        foreach (var row in database.Sql(open).Rows((long)LedgerFindingKind.Unreadable))
        {
            if (row.TextOrNull(0) is { } path) places.Add(path.TrimEnd('/').Split('/'));
        }

        return places;
    }

    /// <summary>The time of a stream that could not be read, in order.</summary>
    internal List<TimeRange> RangesOf(StreamId stream) =>
        RangeSets.Union([.. Of(stream.Channel), .. Of(stream.ToString())]);

    private List<TimeRange> Of(string place) => _ranges.GetValueOrDefault(place) ?? [];

    private void Add(string[] parts)
    {
        if (parts.Length == 3 && Hour.TryParse(parts[2], out var hour)) Add($"{parts[0]}/{parts[1]}", hour.Range);
        else if (parts.Length is 1 or 2) Add(string.Join('/', parts), RangeSets.Always);
    }

    private void Add(string place, TimeRange range)
    {
        if (!_ranges.TryGetValue(place, out var ranges)) _ranges.Add(place, ranges = []);
        ranges.Add(range);
    }
}
