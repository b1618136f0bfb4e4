using Parquet.Schema;

namespace SegmentPipeline.Reports;

/// <summary>The columns of the table, in their order.</summary>
/// <remarks>Names, types and order are an interface: columns are only ever added, at the end.</remarks>
internal static class AuditTable
{
    internal static IReadOnlyList<TableColumn> Columns { get; } =
    [
        new TextColumn("type", TableWords.TypeOf),
        new TextColumn("channel", record => RecordFacts.StreamOf(record)?.Channel),
        new TextColumn("quality", record => RecordFacts.StreamOf(record)?.Quality),
        new TimeColumn("start", record => RecordFacts.RangeOf(record)?.Start),
        new TimeColumn("end", record => RecordFacts.RangeOf(record)?.End),
        new ValueColumn<long>("microseconds", record => RecordFacts.FoundRangeOf(record)?.Microseconds),
        new TextColumn("class", TableWords.ClassOf),
        new TextColumn("before", record => (record as HoleFinding)?.Before),
        new TextColumn("after", record => (record as HoleFinding)?.After),
        new TextColumn("segment", record => (record as OverlapFinding)?.Segment),
        new TextColumn("path", RecordFacts.PathOf),
        new TextColumn("cause", RecordFacts.CauseOf),
        new ValueColumn<long>("position", record => (record as BadNameFinding)?.Position),
        new TimeColumn("hour", record => (record as HourRecord)?.Hour.Start),
        new ValueColumn<bool>("readable", record => (record as HourRecord)?.Readable),
        new ValueColumn<long>("hiddenEntries", record => RecordFacts.EntriesOf(record)?.Hidden),
        new ValueColumn<long>("foreignEntries", record => RecordFacts.EntriesOf(record)?.Foreign),
        new ValueColumn<long>("tombstonesEntries", record => RecordFacts.EntriesOf(record)?.Tombstones),
        new ValueColumn<long>("tombstonedEntries", record => RecordFacts.EntriesOf(record)?.Tombstoned),
        new ValueColumn<long>("badEntries", record => RecordFacts.EntriesOf(record)?.Bad),
        new ValueColumn<long>("temporaryEntries", record => RecordFacts.EntriesOf(record)?.Temporary),
        new ValueColumn<long>("supersededEntries", record => RecordFacts.EntriesOf(record)?.Superseded),
        new ValueColumn<long>("selectedEntries", record => RecordFacts.EntriesOf(record)?.Selected),
        new ValueColumn<long>("vanishedEntries", record => RecordFacts.EntriesOf(record)?.Vanished),
        new ValueColumn<long>("unreadableEntries", record => RecordFacts.EntriesOf(record)?.Unreadable),
        new ValueColumn<long>("fullMicroseconds", record => RecordFacts.ClassesOf(record)?.Full),
        new ValueColumn<long>("suspectMicroseconds", record => RecordFacts.ClassesOf(record)?.Suspect),
        new ValueColumn<long>("partialMicroseconds", record => RecordFacts.ClassesOf(record)?.Partial),
        new ValueColumn<long>("missingMicroseconds", record => RecordFacts.ClassesOf(record)?.Missing),
        new ValueColumn<long>("unknownMicroseconds", record => RecordFacts.ClassesOf(record)?.Unknown),
        new ValueColumn<long>("hours", record => (record as StreamRecord)?.Hours),
        new ValueColumn<long>("holes", record => (record as StreamRecord)?.Holes),
        new ValueColumn<long>("degraded", record => (record as StreamRecord)?.Degraded),
        new ValueColumn<long>("overlaps", record => (record as StreamRecord)?.Overlaps),
        new ValueColumn<long>("discontinuities", record => (record as StreamRecord)?.Discontinuities),
        new TextColumn("change", TableWords.ChangeOf),
        new TimeColumn("previousStart", record => (record as DeltaRecord)?.Previous?.Start),
        new TimeColumn("previousEnd", record => (record as DeltaRecord)?.Previous?.End),
        new ValueColumn<long>("vanishedFiles", record => (record as DeltaRecord)?.VanishedFiles),
        new TextColumn("other", record => (record as SilentFinding)?.Other),
        new ValueColumn<long>("segments", record => (record as FutureFinding)?.Segments),
        new TimeColumn("lastEnd", record => (record as StreamRecord)?.LastEnd),
    ];

    internal static ParquetSchema Schema { get; } = new(Columns.Select(column => column.Field));
}
