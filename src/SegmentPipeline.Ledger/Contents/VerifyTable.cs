using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger;

/// <summary>The verifications among the runs in the file.</summary>
internal sealed class VerifyTable(LedgerDatabase database)
{
    internal const string Columns =
        "level, verification.files, checked, verification.bytes, corrupt_files, unreadable_files, vanished_files, not_checked";

    private const int ColumnCount = 8;

    /// <summary>Begins one; whoever calls is the only one to verify. Within a transaction.</summary>
    internal long Begin(Timestamp started, VerificationLevel level)
    {
        database.Sql("UPDATE run SET status = 'killed' WHERE status = 'running' AND kind = 'verify'").Run();
        var run = database
            .Sql("INSERT INTO run (kind, started, status, tolerance, has_checks) VALUES ('verify', $1, 'running', 0, 0) RETURNING id")
            .Number(started.UnixMicroseconds)!
            .Value;
        Note(run, new LedgerVerification { Level = level });
        RunRetention.Bound(database, LedgerRunKind.Verify);
        return run;
    }

    /// <summary>Notes how far it is. Within a transaction.</summary>
    internal void Note(long run, LedgerVerification figures) => database.Sql("""
        INSERT OR REPLACE INTO verification
            (run_id, level, files, checked, bytes, corrupt_files, unreadable_files, vanished_files, not_checked)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 WHERE EXISTS (SELECT 1 FROM run WHERE id = $1)
        """).Run(
            run, (long)figures.Level, figures.Files, figures.Checked, figures.Bytes, figures.Corrupt, figures.Unreadable, figures.Vanished,
            figures.NotChecked);

    /// <summary>Ends it. Within a transaction.</summary>
    internal void End(long run, LedgerRunStatus status, Timestamp ended, AuditOutcome? outcome) => database
        .Sql("UPDATE run SET status = $2, ended = $3, exit = $4 WHERE id = $1")
        .Run(run, RunTable.Word(status), ended.UnixMicroseconds, RunTable.NumberOf(outcome));

    /// <summary>The figures as a row has them from a column on; null if the run is none.</summary>
    internal static LedgerVerification? Read(SqliteDataReader row, ref int column)
    {
        var at = column;
        column += ColumnCount;
        if (row.IsDBNull(at)) return null;
        return new LedgerVerification
        {
            Level = (VerificationLevel)row.Integer(at),
            Files = row.Integer(at + 1),
            Checked = row.Integer(at + 2),
            Bytes = row.Integer(at + 3),
            Corrupt = row.Integer(at + 4),
            Unreadable = row.Integer(at + 5),
            Vanished = row.Integer(at + 6),
            NotChecked = row.Integer(at + 7),
        };
    }
}
