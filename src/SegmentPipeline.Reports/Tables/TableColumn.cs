using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace SegmentPipeline.Reports;

/// <summary>A column of a table: what it is called, of which type it is, and what of a record stands in it.</summary>
/// <typeparam name="TRecord">What the rows are made of.</typeparam>
public abstract class TableColumn<TRecord>
{
    private protected TableColumn()
    {
    }

    /// <summary>A field of one file: the library writes into it what its place in that file is.</summary>
    internal abstract DataField CreateField();

    /// <summary>Says in the file what the values stand for, if the type of the field does not.</summary>
    internal abstract void Declare(SchemaElement element);

    /// <summary>Writes the column of one row group.</summary>
    internal abstract Task WriteAsync(
        ParquetRowGroupWriter group,
        DataField field,
        IReadOnlyList<TRecord> rows,
        CancellationToken cancellationToken);
}

/// <summary>Makes columns of tables; where a record has no value, the column has null.</summary>
public static class TableColumn
{
    /// <summary>A column of words and names. Control characters are written as <see cref="VisibleText"/> does.</summary>
    /// <typeparam name="TRecord">What the rows are made of.</typeparam>
    /// <param name="name">What it is called.</param>
    /// <param name="valueOf">What of a record stands in it.</param>
    public static TableColumn<TRecord> Text<TRecord>(string name, Func<TRecord, string?> valueOf) => new TextColumn<TRecord>(name, valueOf);

    /// <summary>A column of whole numbers.</summary>
    /// <typeparam name="TRecord">What the rows are made of.</typeparam>
    /// <param name="name">What it is called.</param>
    /// <param name="valueOf">What of a record stands in it.</param>
    public static TableColumn<TRecord> Number<TRecord>(string name, Func<TRecord, long?> valueOf) =>
        new ValueColumn<TRecord, long>(name, valueOf);

    /// <summary>A column of what is so or is not.</summary>
    /// <typeparam name="TRecord">What the rows are made of.</typeparam>
    /// <param name="name">What it is called.</param>
    /// <param name="valueOf">What of a record stands in it.</param>
    public static TableColumn<TRecord> Flag<TRecord>(string name, Func<TRecord, bool?> valueOf) =>
        new ValueColumn<TRecord, bool>(name, valueOf);

    /// <summary>A column of times in UTC, in microseconds.</summary>
    /// <typeparam name="TRecord">What the rows are made of.</typeparam>
    /// <param name="name">What it is called.</param>
    /// <param name="valueOf">What of a record stands in it.</param>
    public static TableColumn<TRecord> Time<TRecord>(string name, Func<TRecord, Timestamp?> valueOf) =>
        new TimeColumn<TRecord>(name, valueOf);
}
