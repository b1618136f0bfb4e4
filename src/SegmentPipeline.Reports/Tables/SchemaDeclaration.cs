using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Meta;

namespace SegmentPipeline.Reports;

/// <summary>Says in a file what its columns stand for.</summary>
/// <remarks>Parquet.Net derives that from the types of the fields alone, so this reaches for the list in which it keeps it: a private
/// field, of the one version that is asked for; every test of this format fails if another has none.</remarks>
internal static class SchemaDeclaration
{
    /// <summary>Declares every column. Call it while a group is open, before the file ends.</summary>
    internal static void Declare<TRecord>(ParquetRowGroupWriter group, IReadOnlyList<TableColumn<TRecord>> columns)
    {
        var elements = ElementsOf(group);
        for (var i = 0; i < columns.Count; i++) columns[i].Declare(elements[i]);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_thschema")]
    private static extern ref SchemaElement[] ElementsOf(ParquetRowGroupWriter group);
}
