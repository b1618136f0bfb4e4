using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace SegmentPipeline.Reports;

/// <summary>A column of the table: what it is called, of which type it is, and what of a record stands in it.</summary>
/// <typeparam name="TRecord">What the rows are made of.</typeparam>
internal abstract class TableColumn<TRecord>(DataField field)
{
    internal DataField Field { get; } = field;

    /// <summary>Says in the file what the values stand for, if the type of the field does not.</summary>
    internal abstract void Declare(SchemaElement element);

    /// <summary>Writes the column of one row group.</summary>
    internal abstract Task WriteAsync(ParquetRowGroupWriter group, IReadOnlyList<TRecord> rows, CancellationToken cancellationToken);
}
