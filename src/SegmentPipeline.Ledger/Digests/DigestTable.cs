namespace SegmentPipeline.Ledger;

/// <summary>Digests of audits, and their reports, in the file.</summary>
internal sealed class DigestTable(LedgerDatabase database)
{
    /// <summary>So many digests of audits are kept that are dropped themselves.</summary>
    internal const int MostDropped = 10_000;

    /// <summary>Gives an audit that has just ended its digest, or makes it anew. Within a transaction.</summary>
    internal void Seal(long run)
    {
        var previous = Before(run);
        var reader = new RunReader(database, isLetGo: false, isVerifying: false);
        var digest = RunDigest.Make(reader.Find(run)!, reader.StreamsOf(run, null), previous);
        database.Sql("""
            INSERT INTO run_digest (run_id, previous, digest) VALUES ($1, $2, $3)
            ON CONFLICT (run_id) DO UPDATE SET previous = $2, digest = $3
            """).Run(run, previous, digest);
    }

    /// <summary>Notes reports of an audit that has just ended. Within a transaction.</summary>
    internal void Add(long run, IEnumerable<LedgerReport> reports)
    {
        foreach (var report in reports)
        {
            database.Sql("""
                INSERT INTO run_report (run_id, path, bytes, sha256) VALUES ($1, $2, $3, $4)
                ON CONFLICT (run_id, path) DO UPDATE SET bytes = $3, sha256 = $4
                """).Run(run, report.Path, report.Bytes, report.Sha256);
        }
    }

    /// <summary>The reports of a run, by their paths.</summary>
    internal IReadOnlyList<LedgerReport> ReportsOf(long run) =>
    [
        .. database.Sql("SELECT path, bytes, sha256 FROM run_report WHERE run_id = $1 ORDER BY path").Rows(run).Select(row => new LedgerReport
        {
            Path = row.Text(0),
            Bytes = row.Integer(1),
            Sha256 = row.Text(2),
        }),
    ];

    /// <summary>All digests that are kept, the oldest first.</summary>
    internal List<KeptDigest> All() =>
    [
        .. database.Sql("SELECT run_id, previous, digest, dropped FROM run_digest ORDER BY run_id").Rows()
            .Select(row => new KeptDigest(row.Integer(0), row.TextOrNull(1), row.Text(2), row.Integer(3) != 0)),
    ];

    /// <summary>Notes that audits are about to be dropped since they are old: their digests stay, for those that follow. Within a
    /// transaction.</summary>
    /// <param name="which">Which runs, as a condition.</param>
    /// <param name="values">Its values.</param>
    internal void Drop(string which, params ReadOnlySpan<object?> values)
    {
        database.Sql($"UPDATE run_digest SET dropped = 1 WHERE run_id IN (SELECT id FROM run WHERE {which})").Run(values);
        database.Sql("""
            DELETE FROM run_digest WHERE dropped = 1
                AND run_id <= (SELECT run_id FROM run_digest WHERE dropped = 1 ORDER BY run_id DESC LIMIT 1 OFFSET $1)
            """).Run((long)MostDropped);
    }

    private string? Before(long run) =>
        database.Sql("SELECT digest FROM run_digest WHERE run_id < $1 ORDER BY run_id DESC LIMIT 1").Rows(run)
            .Select(row => row.Text(0)).ToList().FirstOrDefault();
}

/// <summary>The digest of an audit.</summary>
/// <param name="Run">Number of the run.</param>
/// <param name="Previous">The digest of the audit before, when that was written; null if there was none.</param>
/// <param name="Digest">Its own.</param>
/// <param name="IsDropped">Whether the run itself has been dropped, since it is old.</param>
internal sealed record KeptDigest(long Run, string? Previous, string Digest, bool IsDropped);
