using Parquet.Schema;

namespace SegmentPipeline.Reports.Tables;

/// <summary>The columns of the table, in their order.</summary>
/// <remarks>Names, types and order are an interface: columns are only ever added, at the end.</remarks>
internal static class AuditTable
{
    internal static IReadOnlyList<TableColumn> Columns { get; } =
    [
        new TextColumn(new DataField("type", typeof(string), isNullable: false), TableWords.TypeOf),
        Text("channel", record => RecordFacts.StreamOf(record)?.Channel),
        Text("quality", record => RecordFacts.StreamOf(record)?.Quality),
        Time("start", record => RecordFacts.RangeOf(record)?.Start),
        Time("end", record => RecordFacts.RangeOf(record)?.End),
        Number("microseconds", record => RecordFacts.FoundRangeOf(record)?.Microseconds),
        Text("class", TableWords.ClassOf),
        Text("before", record => (record as HoleFinding)?.Before),
        Text("after", record => (record as HoleFinding)?.After),
        Text("segment", record => (record as OverlapFinding)?.Segment),
        Text("path", RecordFacts.PathOf),
        Text("cause", RecordFacts.CauseOf),
        Number("position", record => (record as BadNameFinding)?.Position),
        Time("hour", record => (record as HourRecord)?.Hour.Start),
        new ValueColumn<bool>(new DataField("readable", typeof(bool), isNullable: true), record => (record as HourRecord)?.Readable),
        Number("hiddenEntries", record => RecordFacts.EntriesOf(record)?.Hidden),
        Number("foreignEntries", record => RecordFacts.EntriesOf(record)?.Foreign),
        Number("tombstonesEntries", record => RecordFacts.EntriesOf(record)?.Tombstones),
        Number("tombstonedEntries", record => RecordFacts.EntriesOf(record)?.Tombstoned),
        Number("badEntries", record => RecordFacts.EntriesOf(record)?.Bad),
        Number("temporaryEntries", record => RecordFacts.EntriesOf(record)?.Temporary),
        Number("supersededEntries", record => RecordFacts.EntriesOf(record)?.Superseded),
        Number("selectedEntries", record => RecordFacts.EntriesOf(record)?.Selected),
        Number("vanishedEntries", record => RecordFacts.EntriesOf(record)?.Vanished),
        Number("fullMicroseconds", record => RecordFacts.ClassesOf(record)?.Full),
        Number("suspectMicroseconds", record => RecordFacts.ClassesOf(record)?.Suspect),
        Number("partialMicroseconds", record => RecordFacts.ClassesOf(record)?.Partial),
        Number("missingMicroseconds", record => RecordFacts.ClassesOf(record)?.Missing),
        Number("unknownMicroseconds", record => RecordFacts.ClassesOf(record)?.Unknown),
        Number("hours", record => (record as StreamRecord)?.Hours),
        Number("holes", record => (record as StreamRecord)?.Holes),
        Number("degraded", record => (record as StreamRecord)?.Degraded),
        Number("overlaps", record => (record as StreamRecord)?.Overlaps),
        Number("discontinuities", record => (record as StreamRecord)?.Discontinuities),
        Text("change", TableWords.ChangeOf),
        Time("previousStart", record => (record as DeltaRecord)?.Previous?.Start),
        Time("previousEnd", record => (record as DeltaRecord)?.Previous?.End),
        Number("vanishedFiles", record => (record as DeltaRecord)?.VanishedFiles),
    ];

    internal static ParquetSchema Schema { get; } = new(Columns.Select(column => column.Field));

    private static TextColumn Text(string name, Func<AuditRecord, string?> valueOf) =>
        new(new DataField(name, typeof(string), isNullable: true), valueOf);

    private static ValueColumn<long> Number(string name, Func<AuditRecord, long?> valueOf) =>
        new(new DataField(name, typeof(long), isNullable: true), valueOf);

    private static ValueColumn<DateTime> Time(string name, Func<AuditRecord, Timestamp?> valueOf) =>
        new(
            new DateTimeDataField(name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Micros, isNullable: true),
            record => valueOf(record) is { } time ? DateTimeOf(time) : null);

    // Hostile hours lead a little beyond the year 9999, where the library's type of time ends.
    private static DateTime DateTimeOf(Timestamp time)
    {
        var latest = Timestamp.FromDateTimeOffset(DateTimeOffset.MaxValue);
        return (time < latest ? time : latest).ToDateTimeOffset().UtcDateTime;
    }
}
