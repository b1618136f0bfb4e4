using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger;

/// <summary>A prepared command whose parameters are <c>$1</c>, <c>$2</c> and so on. Its values are whole numbers, texts, blobs and
/// null.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    internal Statement(SqliteConnection connection, string sql)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
    }

    /// <summary>Runs it.</summary>
    /// <returns>How many rows it changed.</returns>
    internal int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>Runs it, and gives the first column of the first row.</summary>
    internal long? Number(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteScalar() is long number ? number : null;
    }

    /// <summary>Runs it, and gives its rows.</summary>
    internal IEnumerable<SqliteDataReader> Rows(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return Read();
    }

    public void Dispose() => _command.Dispose();

    private IEnumerable<SqliteDataReader> Read()
    {
        using var reader = _command.ExecuteReader();
        while (reader.Read()) yield return reader;
    }

    private void Bind(ReadOnlySpan<object?> values)
    {
        while (_command.Parameters.Count < values.Length)
            _command.Parameters.Add(new SqliteParameter { ParameterName = $"${_command.Parameters.Count + 1}" });
        for (var i = 0; i < values.Length; i++)
        {
            // A value decides its parameter's type only as long as none is set.
            var parameter = _command.Parameters[i];
            parameter.ResetSqliteType();
            parameter.Value = values[i] ?? DBNull.Value;
        }
    }
}
