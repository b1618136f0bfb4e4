namespace SegmentPipeline;

/// <summary>Where a record stands among those of its stream: by start, then type, then end, then path bytes.</summary>
internal readonly record struct RecordOrder(Timestamp Start, int Rank, Timestamp End, string Path) : IComparable<RecordOrder>
{
    internal static RecordOrder PlaceOf(AuditRecord record, Timestamp hourStart) => record switch
    {
        HourRecord hour => new(hour.Hour.Start, 0, hour.Hour.End, ""),
        Finding finding => PlaceOf(finding, FindingTypes.TypeOf(finding), hourStart),
        UnknownRecord unknown => new(unknown.Range.Start, 7, unknown.Range.End, ""),
        _ => throw new ArgumentOutOfRangeException(nameof(record), record, "has no place inside a stream"),
    };

    private static RecordOrder PlaceOf(Finding finding, FindingType type, Timestamp hourStart)
    {
        var rank = type.Rank ?? throw new ArgumentOutOfRangeException(nameof(finding), finding, "has no place inside a stream");
        var range = type.RangeOf(finding) ?? new TimeRange(hourStart, hourStart);
        return new(range.Start, rank, range.End, type.EntryOf(finding) ?? "");
    }

    public int CompareTo(RecordOrder other)
    {
        var order = Start.CompareTo(other.Start);
        if (order == 0) order = Rank.CompareTo(other.Rank);
        if (order == 0) order = End.CompareTo(other.End);
        return order != 0 ? order : RawName.CompareBytes(Path, other.Path);
    }
}
