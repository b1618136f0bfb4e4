namespace SegmentPipeline;

/// <summary>Where a record stands among those of its stream: by start, then type, then end, then path bytes.</summary>
internal readonly record struct RecordOrder(Timestamp Start, int Rank, Timestamp End, string Path) : IComparable<RecordOrder>
{
    internal static RecordOrder Of(AuditRecord record, Timestamp hourStart) => record switch
    {
        HourRecord hour => new(hour.Hour.Start, 0, hour.Hour.End, ""),
        HoleFinding hole => new(hole.Range.Start, 1, hole.Range.End, ""),
        DegradedFinding degraded => new(degraded.Range.Start, 2, degraded.Range.End, ""),
        OverlapFinding overlap => new(overlap.Range.Start, 3, overlap.Range.End, overlap.Segment),
        BadNameFinding bad => new(hourStart, 4, hourStart, bad.Path),
        EmptyFinding empty => new(empty.Range.Start, 5, empty.Range.End, empty.Path),
        UnreadableFinding unreadable => new(hourStart, 6, hourStart, unreadable.Path),
        UnknownRecord unknown => new(unknown.Range.Start, 7, unknown.Range.End, ""),
        _ => throw new ArgumentOutOfRangeException(nameof(record), record, "has no place inside a stream"),
    };

    public int CompareTo(RecordOrder other)
    {
        var order = Start.CompareTo(other.Start);
        if (order == 0) order = Rank.CompareTo(other.Rank);
        if (order == 0) order = End.CompareTo(other.End);
        return order != 0 ? order : RawName.CompareBytes(Path, other.Path);
    }
}
