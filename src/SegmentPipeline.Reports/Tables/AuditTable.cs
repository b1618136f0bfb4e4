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
        Text("before"),
        Text("after"),
        Text("segment"),
        Text("path"),
        Text("cause"),
        Number("position"),
        new TimeColumn("hour", record => (record as HourRecord)?.Hour.Start),
        new ValueColumn<bool>("readable", record => (record as HourRecord)?.Readable),
        .. EntryFates.All
            .Select(fate => new ValueColumn<long>($"{fate.Word}Entries",
                record => RecordFacts.EntriesOf(record) is { } entries ? fate.CountIn(entries) : null)),
        .. CoverageClasses.All
            .Select(row => new ValueColumn<long>($"{row.Word}Microseconds",
                record => RecordFacts.ClassesOf(record) is { } us ? row.CountIn(us) : null)),
        new ValueColumn<long>("hours", record => (record as StreamRecord)?.Hours),
        new ValueColumn<long>("holes", record => (record as StreamRecord)?.Holes),
        new ValueColumn<long>("degraded", record => (record as StreamRecord)?.Degraded),
        new ValueColumn<long>("overlaps", record => (record as StreamRecord)?.Overlaps),
        new ValueColumn<long>("discontinuities", record => (record as StreamRecord)?.Discontinuities),
        new TextColumn("change", TableWords.ChangeOf),
        new TimeColumn("previousStart", record => (record as DeltaRecord)?.Previous?.Start),
        new TimeColumn("previousEnd", record => (record as DeltaRecord)?.Previous?.End),
        new ValueColumn<long>("vanishedFiles", record => (record as DeltaRecord)?.VanishedFiles),
        Text("other"),
        Number("segments"),
        new TimeColumn("lastEnd", record => (record as StreamRecord)?.LastEnd),
        new TextColumn("replicas", TableWords.ReplicasOf),
        new TextColumn("kind", record => record is CorruptFinding corrupt ? RecordWords.WordOf(corrupt.File.Kind) : null),
        new ValueColumn<bool>("selected", record => (record as CorruptFinding)?.File.IsSelected),
        new TextColumn("origin", TableWords.OriginOf),
    ];

    internal static ParquetSchema Schema { get; } = new(Columns.Select(column => column.Field));

    private static TextColumn Text(string field) => new(field, record => RecordFacts.TextOf(record, field));

    private static ValueColumn<long> Number(string field) => new(field, record => RecordFacts.NumberOf(record, field));
}
