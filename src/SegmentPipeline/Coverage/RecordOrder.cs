namespace SegmentPipeline;

/// <summary>Where a record stands among those of its stream: by start, then type, then end, then path bytes. Of types that
/// the range alone tells apart there is no path.</summary>
#pragma warning disable MA0097 // A record has the order that a report needs; nothing asks which of two is less by a sign.
internal readonly record struct RecordOrder(Timestamp Start, int Rank, Timestamp End, ArchivePath? Path) : IComparable<RecordOrder>
#pragma warning restore MA0097
{
    internal static RecordOrder PlaceOf(AuditRecord record, Timestamp hourStart) => record switch
    {
        HourRecord hour => new(hour.Hour.Start, 0, hour.Hour.End, null),
        Finding finding => PlaceOf(finding, FindingTypes.TypeOf(finding), hourStart),
        UnknownRecord unknown => new(unknown.Range.Start, 7, unknown.Range.End, null),
        OffRecord off => new(off.Range.Start, 9, off.Range.End, null),
        _ => throw new ArgumentOutOfRangeException(nameof(record), record, "has no place inside a stream"),
    };

    private static RecordOrder PlaceOf(Finding finding, FindingType type, Timestamp hourStart)
    {
        var rank = type.Rank ?? throw new ArgumentOutOfRangeException(nameof(finding), finding, "has no place inside a stream");
        var range = type.RangeOf(finding) ?? new TimeRange(hourStart, hourStart);
        return new(range.Start, rank, range.End, type.HasEntry ? type.PlaceOf(finding) : null);
    }

    public int CompareTo(RecordOrder other)
    {
        var order = Start.CompareTo(other.Start);
        if (order == 0) order = Rank.CompareTo(other.Rank);
        if (order == 0) order = End.CompareTo(other.End);
        return order != 0 ? order : ArchivePath.Compare(Path, other.Path);
    }
}
