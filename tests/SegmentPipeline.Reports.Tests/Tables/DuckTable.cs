using DuckDB.NET.Data;

namespace SegmentPipeline.Reports.Tests.Tables;

/// <summary>A report as <c>report.parquet</c>, as DuckDB reads it.</summary>
internal sealed class DuckTable : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pipeline-parquet-").FullName;
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");

    private DuckTable(byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(_directory, "report.parquet"), bytes);
        _connection.Open();
        Query($"SET file_search_path = '{_directory}'");
    }

    internal static async Task<DuckTable> WriteAsync(IEnumerable<AuditRecord> records, RecordFields fields = RecordFields.All) =>
        Open(await BytesOfAsync(records, fields));

    internal static DuckTable Open(byte[] bytes) => new(bytes);

    internal static async Task<byte[]> BytesOfAsync(IEnumerable<AuditRecord> records, RecordFields fields = RecordFields.All)
    {
        using var bytes = new MemoryStream();
        var writer = new ParquetRecordWriter(bytes, fields);
        foreach (var record in records) await writer.WriteAsync(record);
        await writer.CompleteAsync();
        return bytes.ToArray();
    }

    /// <summary>The rows of an answer; what is null is left out of its row.</summary>
    internal List<Dictionary<string, object>> Query(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<Dictionary<string, object>>();
        while (reader.Read())
        {
            var row = new Dictionary<string, object>();
            for (var i = 0; i < reader.FieldCount; i++)
            {
                if (!reader.IsDBNull(i)) row.Add(reader.GetName(i), reader.GetValue(i));
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The one value of an answer; null if it is null.</summary>
    internal object? Ask(string sql) => Query(sql).Single().Values.SingleOrDefault();

    /// <summary>What the file says of itself.</summary>
    internal Dictionary<string, string> Metadata() =>
        Query("SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata('report.parquet')")
        .ToDictionary(row => (string)row["key"], row => (string)row["value"]);

    public void Dispose()
    {
        _connection.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
