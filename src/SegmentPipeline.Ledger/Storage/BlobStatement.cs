using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SegmentPipeline.Ledger;

/// <summary>A prepared command whose first parameters are whole numbers and whose last is bytes, which are taken from wherever they lie: a
/// parameter of the platform's takes arrays only, and such as are used once are garbage of the large kind.</summary>
internal sealed class BlobStatement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    internal BlobStatement(SqliteConnection connection, string sql)
    {
        _connection = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_connection, sql, out _statement));
    }

    /// <summary>Runs it; it gives no rows. Within a transaction.</summary>
    /// <exception cref="SqliteException">It cannot be done.</exception>
    internal void Run(ReadOnlySpan<byte> bytes, params ReadOnlySpan<long> numbers)
    {
        for (var i = 0; i < numbers.Length; i++) Check(raw.sqlite3_bind_int64(_statement, i + 1, numbers[i]));
        var last = numbers.Length + 1;
        Check(bytes.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, last, 0) : raw.sqlite3_bind_blob(_statement, last, bytes));
        try
        {
            var outcome = raw.sqlite3_step(_statement);
            if (outcome != raw.SQLITE_DONE) Check(outcome);
        }
        finally
        {
            _ = raw.sqlite3_reset(_statement);
            _ = raw.sqlite3_clear_bindings(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int outcome) => SqliteException.ThrowExceptionForRC(outcome, _connection);
}
