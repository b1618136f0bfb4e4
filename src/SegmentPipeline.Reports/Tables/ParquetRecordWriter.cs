using System.IO.Compression;
using Parquet;

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
#if DEBUG
    internal const int RowsInGroup = 3; // So few that every test has several groups.
#else
    internal const int RowsInGroup = 16_384;
#endif

    private readonly List<AuditRecord> _rows = [];
    private readonly TableMetadata _metadata = new(fields);
    private ParquetWriter? _writer;

    /// <inheritdoc />
    public ValueTask WriteAsync(AuditRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        switch (record)
        {
            case HeaderRecord header: _metadata.Add(header); break;
            case SummaryRecord summary: _metadata.Add(summary); break;
            case DeltaRecord delta: _rows.Add(delta with { Vanished = [] }); break; // A thousand names that no column has.
            default: _rows.Add(record); break;
        }

        return _rows.Count < RowsInGroup ? ValueTask.CompletedTask : new ValueTask(WriteGroupAsync(cancellationToken));
    }

    /// <inheritdoc />
    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        if (_rows.Count > 0 || _writer is null) await WriteGroupAsync(cancellationToken).ConfigureAwait(false);
        _writer!.CustomMetadata = _metadata.Values;
        await _writer.DisposeAsync().ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteGroupAsync(CancellationToken cancellationToken)
    {
        _writer ??= await ParquetWriter
            .CreateAsync(AuditTable.Schema, new UnflushedStream(stream), Options(), cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        using var group = _writer.CreateRowGroup();
        SchemaDeclaration.Declare(group, AuditTable.Columns);
        foreach (var column in AuditTable.Columns) await column.WriteAsync(group, _rows, cancellationToken).ConfigureAwait(false);
        _rows.Clear();
    }

    // 360,000 holes become 27 MB with zstd at its first level, 41 with snappy in no less time, 82 without compression. The library's own
    // choice, level 19, takes seven times as long for half a megabyte less.
    private static ParquetOptions Options() =>
        new() { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Fastest };
}
