namespace SegmentPipeline.Ledger;

/// <summary>Findings that are told by their names: overlaps, bad names, strays, what could not be read, what was stale, empty segments,
/// silent streams, segments in the future, corrupt files. The last run's lie in the temporary table <c>seen</c> and are put beside those
/// of the ledger.</summary>
internal sealed class NamedFindings(LedgerDatabase database, StreamTable streams)
{
    /// <summary>A finding that was seen is one of the ledger that has not healed.</summary>
    internal const string Matches = "f.stream_id = s.stream_id AND f.kind = s.kind AND f.path = s.path AND f.state <> 1";

    /// <summary>Sets what closes: while it was open, the last complete run of its stream saw it last, and no run wrote that down.</summary>
    internal const string SeenByTheBase = """
        last_run = ifnull((SELECT base_run FROM stream WHERE stream.id = finding.stream_id), last_run),
        last_seen = ifnull((SELECT run.started FROM stream JOIN run ON run.id = stream.base_run WHERE stream.id = finding.stream_id), last_seen)
        """;

    /// <summary>Makes the temporary table, or empties it.</summary>
    internal void Begin() => database.Script("""
        CREATE TEMP TABLE IF NOT EXISTS seen (
            stream_id INTEGER NOT NULL, kind INTEGER NOT NULL, path TEXT NOT NULL, start INTEGER, "end" INTEGER, cause TEXT, root_entry TEXT, selected INTEGER,
            PRIMARY KEY (stream_id, kind, path)) STRICT, WITHOUT ROWID;
        DELETE FROM temp.seen;
        """);

    /// <summary>Takes over what a run saw that could not read everything: only that, and what was stale. Nothing heals.</summary>
    internal void ApplyIncomplete(long run, Timestamp started) => Add(run, started, "s.kind IN (6, 7)");

    /// <summary>Takes over what a complete run saw; what it looked for and did not see is healed.</summary>
    internal void ApplyComplete(long run, Timestamp started, RunScope scope)
    {
        Close(run, started, scope);
        Add(run, started, "s.kind >= 3");
    }

    private void Add(long run, Timestamp started, string kinds)
    {
        database.Sql($"""
            INSERT INTO finding (stream_id, kind, state, start, "end", path, cause, root_entry, first_run, first_seen, last_run, last_seen)
            SELECT s.stream_id, s.kind, 0, s.start, s."end", s.path, s.cause, s.root_entry, $1, $2, $1, $2 FROM temp.seen AS s
            WHERE {kinds} AND NOT EXISTS (SELECT 1 FROM finding AS f WHERE {Matches})
            """).Run(run, started.UnixMicroseconds);
        database.Sql($"""
            UPDATE finding AS f SET state = 0, start = s.start, "end" = s."end", cause = s.cause,
                last_run = $1, last_seen = $2, closed_run = NULL, closed = NULL
            FROM temp.seen AS s
            WHERE {Matches} AND {kinds} AND (f.state <> 0 OR f.start IS NOT s.start OR f."end" IS NOT s."end" OR f.cause IS NOT s.cause OR f.stream_id = 0)
            """).Run(run, started.UnixMicroseconds);
    }

    private void Close(long run, Timestamp started, RunScope scope)
    {
        var names = streams.All.ToDictionary(stream => streams.IdOf(stream));
        var closed = new List<(long Id, LedgerFindingState State)>();
        const string gone = """
            SELECT f.id, f.stream_id, f.state, f.start, f."end", f.root_entry FROM finding AS f
            LEFT JOIN temp.seen AS s ON f.stream_id = s.stream_id AND f.kind = s.kind AND f.path = s.path
            WHERE f.kind >= 3 AND f.state <> 1 AND s.path IS NULL
            """;
        foreach (var row in database.Sql(gone).Rows())
        {
            var stream = row.Integer(1) == 0 ? null : names[row.Integer(1)];
            if (!(stream is null ? scope.Takes(row.Text(5)) : scope.Takes(stream))) continue;
            var isInside = row.IsDBNull(3) || !scope.TimeOf(null).Intersect(row.Range(3)).IsEmpty;
            var state = isInside ? LedgerFindingState.Healed : LedgerFindingState.Left;
            if (state != (LedgerFindingState)row.Integer(2)) closed.Add((row.Integer(0), state));
        }

        const string close = $"UPDATE finding SET state = $2, closed_run = $3, closed = $4, {SeenByTheBase} WHERE id = $1";
        foreach (var (id, state) in closed) database.Sql(close).Run(id, (long)state, run, started.UnixMicroseconds);
    }
}
