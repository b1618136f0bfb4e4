using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger;

/// <summary>An open ledger. All that touches it takes <see cref="Gate"/> first: the audit's own tasks remember hours while whoever reads
/// its records has their findings taken down.</summary>
internal sealed class LedgerDatabase : IDisposable
{
    // The names of an hour take some 60 kB, so pages are large; the size counts only for a file that is made now. A checkpoint waits for
    // the disk: those of long runs are done beside them, and only where these fall behind, each 64 MiB, by whoever writes.
    private const string WriterSettings =
        "PRAGMA page_size = 16384; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 4096; PRAGMA journal_size_limit = 1048576;";

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _statements = [];
    private readonly Dictionary<string, BlobStatement> _blobStatements = [];
    private LogCheckpoints? _checkpoints;
    private bool _isClosed;

    private LedgerDatabase(SqliteConnection connection, string path)
    {
        _connection = connection;
        Path = path;
    }

    internal string Path { get; }

    internal Lock Gate { get; } = new();

    /// <summary>Stands around each transaction from now on.</summary>
    internal Func<Func<long>, long>? AroundWrites { get; set; }

    /// <summary>Opens the file for writing; makes it if it is not there.</summary>
    internal static LedgerDatabase OpenForWriting(string path)
    {
        var database = Open(path, SqliteOpenMode.ReadWriteCreate);
        database.Script(WriterSettings);
        return database;
    }

    /// <summary>Opens the file beside whoever writes to it, to move what stands in its log.</summary>
    internal static LedgerDatabase OpenForCheckpoints(string path)
    {
        var database = Open(path, SqliteOpenMode.ReadWrite);
        try
        {
            database.Script("PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0;");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens the file for reading.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isAlone">Whether nobody writes to it and it has no log beside it: then not even a reader's mark is left.</param>
    internal static LedgerDatabase OpenForReading(string path, bool isAlone) => isAlone
            ? Open(
                path,
                SqliteOpenMode.ReadOnly,
                $"file:{Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1")
        : Open(path, SqliteOpenMode.ReadOnly);

    /// <summary>A prepared statement, kept for the next time. Rows of one must be read to their end before it runs again.</summary>
    internal Statement Sql(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement)) _statements.Add(sql, statement = new Statement(_connection, sql));
        return statement;
    }

    /// <summary>The same for a statement that takes bytes.</summary>
    internal BlobStatement WithBlob(string sql)
    {
        if (!_blobStatements.TryGetValue(sql, out var statement))
            _blobStatements.Add(sql, statement = new BlobStatement(_connection, sql));
        return statement;
    }

    /// <summary>Runs statements without parameters, once.</summary>
    internal void Script(string sql)
    {
        using var statement = new Statement(_connection, sql);
        statement.Run();
    }

    /// <summary>Says that a transaction has written so many bytes, of which the log is to be relieved now and then.</summary>
    internal void NoteWritten(long bytes) => (_checkpoints ??= new LogCheckpoints(Path, FileIdentity.AtPath(Path))).NoteWritten(bytes);

    /// <summary>Does all of the work or nothing of it.</summary>
    /// <exception cref="InvalidOperationException">What stands around writes has not done this one once.</exception>
    internal void InTransaction(Action work)
    {
        if (AroundWrites is not { } around)
        {
            Transact(work);
            return;
        }

        var times = 0;
        around(() =>
        {
            if (++times > 1) return 0;
            var before = RowsChanged();
            Transact(work);
            return RowsChanged() - before;
        });
        if (times != 1)
            throw new InvalidOperationException(
                $"{nameof(AuditLedgerOptions)}.{nameof(AuditLedgerOptions.AroundWrites)} must do each write once, but has done one {times} times"
            );
    }

    public void Dispose()
    {
        _checkpoints?.Settle();
        foreach (var statement in _statements.Values) statement.Dispose();
        foreach (var statement in _blobStatements.Values) statement.Dispose();
        _connection.Dispose();
        if (!_isClosed) OpenLedgers.Leave(Path);
        _isClosed = true;
    }

    private long RowsChanged() => Sql("SELECT total_changes()").Number() ?? 0;

    private void Transact(Action work)
    {
        Sql("BEGIN IMMEDIATE").Run();
        try
        {
            work();
            Sql("COMMIT").Run();
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    private static LedgerDatabase Open(string path, SqliteOpenMode mode, string? source = null)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = source ?? path, Mode = mode, Pooling = false, DefaultTimeout = 5 };
        var connection = new SqliteConnection(text.ConnectionString);
        OpenLedgers.Enter(path);
        try
        {
            connection.Open();
        }
        catch
        {
            connection.Dispose();
            OpenLedgers.Leave(path);
            throw;
        }

        return new LedgerDatabase(connection, path);
    }

    private void RollBack()
    {
        try
        {
            Sql("ROLLBACK").Run();
        }
        catch (SqliteException)
        {
            // Some errors, a full disk among them, have rolled it back already.
        }
    }
}
