namespace SegmentPipeline.Reports;

/// <summary>The columns of the table, in their order.</summary>
/// <remarks>Names, types and order are an interface: columns are only ever added, at the end.</remarks>
internal static class AuditTable
{
    /// <summary>The columns of a report of which not everything may be expected.</summary>
    internal static IReadOnlyList<TableColumn<AuditRecord>> AllColumns => [.. Columns, .. FurtherColumns];

    internal static IReadOnlyList<TableColumn<AuditRecord>> Columns { get; } =
    [
        new TextColumn<AuditRecord>("type", TableWords.TypeOf),
        new TextColumn<AuditRecord>("channel", record => RecordFacts.StreamOf(record)?.Channel),
        new TextColumn<AuditRecord>("quality", record => RecordFacts.StreamOf(record)?.Quality),
        new TimeColumn<AuditRecord>("start", record => RecordFacts.RangeOf(record)?.Start),
        new TimeColumn<AuditRecord>("end", record => RecordFacts.RangeOf(record)?.End),
        new ValueColumn<AuditRecord, long>("microseconds", record => RecordFacts.FoundRangeOf(record)?.Microseconds),
        new TextColumn<AuditRecord>("class", TableWords.ClassOf),
        Text("before"),
        Text("after"),
        Text("segment"),
        Text("path"),
        new TextColumn<AuditRecord>("cause", TableWords.CauseOf),
        Number("position"),
        new TimeColumn<AuditRecord>("hour", record => (record as HourRecord)?.Hour.Start),
        new ValueColumn<AuditRecord, bool>("readable", record => (record as HourRecord)?.Readable),
        .. EntryFates.All
            .Select(fate => new ValueColumn<AuditRecord, long>($"{fate.Word}Entries",
                record => RecordFacts.EntriesOf(record) is { } entries ? fate.CountIn(entries) : null)),
        .. CoverageClasses.All
            .Where(row => !row.IsRare).Select(row => new ValueColumn<AuditRecord, long>($"{row.Word}Microseconds",
                record => RecordFacts.ClassesOf(record) is { } us ? row.CountIn(us) : null)),
        new ValueColumn<AuditRecord, long>("hours", record => (record as StreamRecord)?.Hours),
        new ValueColumn<AuditRecord, long>("holes", record => (record as StreamRecord)?.Holes),
        new ValueColumn<AuditRecord, long>("degraded", record => (record as StreamRecord)?.Degraded),
        new ValueColumn<AuditRecord, long>("overlaps", record => (record as StreamRecord)?.Overlaps),
        new ValueColumn<AuditRecord, long>("discontinuities", record => (record as StreamRecord)?.Discontinuities),
        new TextColumn<AuditRecord>("change", TableWords.ChangeOf),
        new TimeColumn<AuditRecord>("previousStart", record => (record as DeltaRecord)?.Previous?.Start),
        new TimeColumn<AuditRecord>("previousEnd", record => (record as DeltaRecord)?.Previous?.End),
        new ValueColumn<AuditRecord, long>("vanishedFiles", record => (record as DeltaRecord)?.VanishedFiles),
        Text("other"),
        Number("segments"),
        new TimeColumn<AuditRecord>("lastEnd", record => (record as StreamRecord)?.LastEnd),
        new TextColumn<AuditRecord>("replicas", TableWords.ReplicasOf),
        new TextColumn<AuditRecord>("kind", record => TableWords.FileOf(record) is { } file ? RecordWords.WordOf(file.Kind) : null),
        new ValueColumn<AuditRecord, bool>("selected", record => TableWords.FileOf(record)?.IsSelected),
        new TextColumn<AuditRecord>("origin", TableWords.OriginOf),
        new TextColumn<AuditRecord>("mending", TableWords.MendingOf),
    ];

    /// <summary>Only there if not everything may be expected, so that other reports keep their bytes.</summary>
    private static IReadOnlyList<TableColumn<AuditRecord>> FurtherColumns { get; } =
    [
        .. CoverageClasses.All
            .Where(row => row.IsRare).Select(row => new ValueColumn<AuditRecord, long>($"{row.Word}Microseconds",
                record => RecordFacts.ClassesOf(record) is { } us ? row.CountIn(us) : null)),
        new ValueColumn<AuditRecord, long>("expectedMicroseconds", record => (record as ExpectationRecord)?.ExpectedMicroseconds),
        new ValueColumn<AuditRecord, long>("ranges", record => (record as ExpectationRecord)?.Ranges),
        new TextColumn<AuditRecord>("source", record => (record as ExpectationRecord)?.Source),
        new TextColumn<AuditRecord>("digest", record => (record as ExpectationRecord)?.Digest),
    ];

    private static TextColumn<AuditRecord> Text(string field) => new(field, record => RecordFacts.TextOf(record, field));

    private static ValueColumn<AuditRecord, long> Number(string field) => new(field, record => RecordFacts.NumberOf(record, field));
}
