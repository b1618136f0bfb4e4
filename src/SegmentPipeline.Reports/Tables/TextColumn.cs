using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace SegmentPipeline.Reports;

/// <summary>A column of words and names, which strangers may have chosen: control characters are written as <see cref="VisibleText"/>
/// does.</summary>
/// <remarks>Written as bytes, of which Parquet.Net makes no statistics. Of text it would compare UTF-16, where readers take the order of
/// UTF-8 for granted and pass over rows that they should find.</remarks>
internal sealed class TextColumn<TRecord>(string name, Func<TRecord, string?> valueOf) : TableColumn<TRecord>
{
    internal override DataField CreateField() => new(name, typeof(byte[]), isNullable: true);

    internal override void Declare(SchemaElement element)
    {
        element.LogicalType = new LogicalType { STRING = new StringType() };
        element.ConvertedType = ConvertedType.UTF8;
    }

    internal override Task WriteAsync(
        ParquetRowGroupWriter group,
        DataField field,
        IReadOnlyList<TRecord> rows,
        CancellationToken cancellationToken)
    {
        var values = new ReadOnlyMemory<byte>?[rows.Count];
        string? text = null;
        ReadOnlyMemory<byte>? bytes = null;
        for (var i = 0; i < values.Length; i++)
        {
            var value = valueOf(rows[i]);
            if (value != text) (text, bytes) = (value, BytesOf(value));
            values[i] = bytes;
        }

        return group.WriteAsync<ReadOnlyMemory<byte>>(field, values.AsMemory(), cancellationToken: cancellationToken);
    }

    // Written out, because a missing array would become text of no length.
    private static ReadOnlyMemory<byte>? BytesOf(string? value)
    {
        if (value is null) return null;
        return System.Text.Encoding.UTF8.GetBytes(VisibleText.MakeVisible(value));
    }
}
