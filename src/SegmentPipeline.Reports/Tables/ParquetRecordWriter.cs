namespace SegmentPipeline.Reports;

/// <summary>Writes an Apache Parquet file: one row for each finding, unknown range, hour, stream and difference, in the order of the
/// report. What the header and the summary say of the whole stands in the file's key/value metadata.</summary>
/// <remarks>
/// Rows are written in groups, so memory is that of one group, plus some kilobytes of index for each group already written. The stream
/// need not be able to seek. It is a Parquet file only after <see cref="CompleteAsync"/>: the index stands at its end. The columns are
/// described in <c>docs/formats.md</c>.
/// </remarks>
/// <param name="stream">Where to.</param>
/// <param name="fields">Which fields.</param>
public sealed class ParquetRecordWriter(Stream stream, RecordFields fields = RecordFields.All) : IRecordWriter
{
    private ParquetTable<AuditRecord> _table = new(stream, AuditTable.Columns);
    private readonly TableMetadata _metadata = new(fields);

    /// <inheritdoc />
    public ValueTask WriteAsync(AuditRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        switch (record)
        {
            case HeaderRecord header: Add(header); return default;
            case SummaryRecord summary: Add(summary); return default;
            case DeltaRecord delta:
                // No column has their names, a thousand maybe.
                return _table.AddAsync(delta with { Vanished = [] }, cancellationToken);
            default: return _table.AddAsync(record, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default) =>
        await _table.CompleteAsync(_metadata.Values, cancellationToken).ConfigureAwait(false);

    private void Add(HeaderRecord header)
    {
        if (header.HasExpectation) _table = new ParquetTable<AuditRecord>(stream, AuditTable.AllColumns);
        _metadata.AddText("version", header.Version);
        _metadata.AddOrigin(header.Root, header.Started);
        _metadata.AddWindow(header.Start, header.End, header.Tolerance.Ticks / TimeSpan.TicksPerMicrosecond);
    }

    private void Add(SummaryRecord summary)
    {
        _metadata.AddNumber("streams", summary.Streams);
        _metadata.AddNumber("hours", summary.Hours);
        _metadata.AddEnd(summary.Complete, summary.Outcome, summary.Elapsed);
    }
}
