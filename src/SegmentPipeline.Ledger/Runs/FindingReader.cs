using Microsoft.Data.Sqlite;
using SegmentPipeline.Ledger.Storage;

namespace SegmentPipeline.Ledger.Runs;

/// <summary>Reads findings for people and hosts, a page at a time: there may be very many, and audits must not wait for who reads them.</summary>
internal sealed class FindingReader(LedgerDatabase database, LedgerFindingFilter filter)
{
    private const int PageLength = 500;

    /// <summary>Kind by kind; the open ones first, then the others, each by start.</summary>
    internal IEnumerable<LedgerFinding> All()
    {
        foreach (var kind in filter.Kinds.Distinct())
        {
            (long State, long Start, long Id) after = (-1, 0, 0);
            for (var isLast = false; !isLast;)
            {
                var page = Page(kind, ref after);
                isLast = page.Count < PageLength;
                foreach (var finding in page) yield return finding;
            }
        }
    }

    private List<LedgerFinding> Page(LedgerFindingKind kind, ref (long State, long Start, long Id) after)
    {
        // An open finding was last seen by the last complete run of its stream; no run writes that down for each.
        const string sql = """
            SELECT f.id, f.kind, channel, quality, f.start, f."end", f.path, f.cause, f.state, f.first_run, f.first_seen,
                CASE WHEN f.state = 0 AND f.stream_id > 0 THEN ifnull(base.id, f.last_run) ELSE f.last_run END,
                CASE WHEN f.state = 0 AND f.stream_id > 0 THEN ifnull(base.started, f.last_seen) ELSE f.last_seen END,
                f.closed_run, f.closed, ifnull(f.start, 0)
            FROM finding AS f JOIN stream ON stream.id = f.stream_id LEFT JOIN run AS base ON base.id = stream.base_run
            WHERE f.kind = $1 AND (f.state, ifnull(f.start, 0), f.id) > ($2, $3, $4)
                AND ($5 IS NULL OR (channel = $5 AND quality = $6))
                AND ($7 IS NULL OR f."end" IS NULL OR f."end" > $7) AND ($8 IS NULL OR f.start IS NULL OR f.start < $8) AND ($9 = 0 OR f.state = 0)
            ORDER BY f.state, ifnull(f.start, 0), f.id LIMIT 500
            """;
        var page = new List<LedgerFinding>();
        lock (database.Gate)
        {
            var rows = database.Sql(sql).Rows(
                (long)kind, after.State, after.Start, after.Id, filter.Stream?.Channel, filter.Stream?.Quality,
                filter.From?.UnixMicroseconds, filter.To?.UnixMicroseconds, filter.OpenOnly ? 1L : 0L);
            foreach (var row in rows)
            {
                page.Add(Finding(row));
                after = (row.GetInt64(8), row.GetInt64(15), row.GetInt64(0));
            }
        }

        return page;
    }

    /// <summary>Bad names and what could not be read stand at their hour, which is no range of theirs.</summary>
    private static bool HasRange(LedgerFindingKind kind) => kind is <= LedgerFindingKind.Overlap or >= LedgerFindingKind.Empty;

    private static LedgerFinding Finding(SqliteDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Kind = (LedgerFindingKind)row.GetInt64(1),
        Stream = row.GetString(2).Length == 0 ? null : new StreamId(row.GetString(2), row.GetString(3)),
        Range = row.IsDBNull(4) || !HasRange((LedgerFindingKind)row.GetInt64(1)) ? null : row.Range(4),
        Path = row.TextOrNull(6) is { Length: > 0 } path ? path : null,
        Cause = row.TextOrNull(7),
        State = (LedgerFindingState)row.GetInt64(8),
        FirstRun = row.GetInt64(9),
        FirstSeen = new Timestamp(row.GetInt64(10)),
        LastRun = row.GetInt64(11),
        LastSeen = new Timestamp(row.GetInt64(12)),
        ClosedRun = row.NumberOrNull(13),
        Closed = row.TimeOrNull(14),
    };
}
