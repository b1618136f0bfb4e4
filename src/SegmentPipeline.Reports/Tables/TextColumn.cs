using Parquet;
using Parquet.Schema;
using SegmentPipeline.Records;

namespace SegmentPipeline.Reports.Tables;

/// <summary>A column of words and names, which strangers may have chosen: control characters are written as <see cref="VisibleText"/> does.</summary>
internal sealed class TextColumn(DataField field, Func<AuditRecord, string?> valueOf) : TableColumn(field)
{
    internal override Task WriteAsync(ParquetRowGroupWriter group, IReadOnlyList<AuditRecord> rows, CancellationToken cancellationToken)
    {
        var values = new string?[rows.Count];
        for (var i = 0; i < values.Length; i++) values[i] = valueOf(rows[i]) is { } text ? VisibleText.Of(text) : null;

        // The library's signature does not say so, but it takes null where the field does.
        return group.WriteAsync(Field, values!);
    }
}
