using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SegmentPipeline.Ledger;

/// <summary>The columns of a row. Numbers, of which there are many, come straight from SQLite, without the reader's own
/// questions.</summary>
/// <remarks>Where a column that always has a value has none, the file is damaged: that is a <see cref="FormatException"/>.</remarks>
internal static class RowColumns
{
    /// <summary>A number of a column that cannot be without one and whose row has a checksum: damage that takes it away makes it
    /// 0.</summary>
    internal static long SummedInteger(this SqliteDataReader row, int column) => raw.sqlite3_column_int64(row.Handle, column);

    internal static long Integer(this SqliteDataReader row, int column) => row.IntegerOrNull(column) ?? throw Missing();

    internal static long? IntegerOrNull(this SqliteDataReader row, int column) =>
        row.Has(column) ? raw.sqlite3_column_int64(row.Handle, column) : null;

    internal static string Text(this SqliteDataReader row, int column) => row.TextOrNull(column) ?? throw Missing();

    internal static string? TextOrNull(this SqliteDataReader row, int column) => row.Has(column) ? row.GetString(column) : null;

    internal static byte[] Blob(this SqliteDataReader row, int column) => row.Bytes(column).ToArray();

    /// <summary>The bytes of a blob where SQLite has them: only until the next row is asked for.</summary>
    internal static ReadOnlySpan<byte> Bytes(this SqliteDataReader row, int column) =>
        row.Has(column) ? raw.sqlite3_column_blob(row.Handle, column) : throw Missing();

    internal static Timestamp? TimeOrNull(this SqliteDataReader row, int column) =>
        row.Has(column) ? new Timestamp(row.Integer(column)) : null;

    internal static TimeRange Range(this SqliteDataReader row, int column) =>
        TimeRange.Unordered(new(row.Integer(column)), new(row.Integer(column + 1)));

    private static bool Has(this SqliteDataReader row, int column) => raw.sqlite3_column_type(row.Handle, column) != raw.SQLITE_NULL;

    private static FormatException Missing() => new("a column has no value");
}
