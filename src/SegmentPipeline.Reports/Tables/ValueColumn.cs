using System.Buffers;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace SegmentPipeline.Reports;

/// <summary>A column of numbers or flags.</summary>
internal class ValueColumn<TRecord, T>(string name, Func<TRecord, T?> valueOf) : TableColumn<TRecord>
    where T : struct
{
    internal override DataField CreateField() => new(name, typeof(T), isNullable: true);

    internal override void Declare(SchemaElement element)
    {
    }

    internal override async Task WriteAsync(
        ParquetRowGroupWriter group,
        DataField field,
        IReadOnlyList<TRecord> rows,
        CancellationToken cancellationToken)
    {
        var values = ArrayPool<T?>.Shared.Rent(rows.Count);
        try
        {
            for (var i = 0; i < rows.Count; i++) values[i] = valueOf(rows[i]);
            ReadOnlyMemory<T?> written = values.AsMemory(0, rows.Count);
            await group.WriteAsync<T>(field, written, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<T?>.Shared.Return(values);
        }
    }
}
