using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger;

/// <summary>Reads findings for people and hosts, a page at a time: there may be very many, and audits must not wait for who reads
/// them.</summary>
internal sealed class FindingReader(LedgerDatabase database, LedgerFindingFilter filter)
{
    private const int PageLength = 500;

    // An open finding was last seen by the last complete run of its stream; no run writes that down for each.
    private const string Select = $"""
        SELECT f.id, f.kind, channel, quality, f.start, f."end", f.path, f.cause, f.state, f.first_run, f.first_seen,
            CASE WHEN f.state = 0 AND f.stream_id > 0 THEN ifnull(base.id, f.last_run) ELSE f.last_run END,
            CASE WHEN f.state = 0 AND f.stream_id > 0 THEN ifnull(base.started, f.last_seen) ELSE f.last_seen END,
            f.closed_run, f.closed, ifnull(f.start, 0),
            {VerdictTable.Columns}
        FROM finding AS f CROSS JOIN stream ON stream.id = f.stream_id LEFT JOIN run AS base ON base.id = stream.base_run
        WHERE f.kind = $1 AND f.state = $2
            AND ($5 IS NULL OR f.stream_id = $5) AND ($6 IS NULL OR f."end" IS NULL OR f."end" > $6) AND ($7 IS NULL OR f.start IS NULL OR f.start < $7)
        """;

    // Two questions that the index answers from where they begin: one with an OR in it is answered from the first row on, page after page.
    private const string SameStart = Select + " AND ifnull(f.start, 0) = $3 AND f.id > $4 ORDER BY f.id LIMIT 500";
    private const string LaterStart = Select + " AND ifnull(f.start, 0) > $3 AND $4 = $4 ORDER BY ifnull(f.start, 0), f.id LIMIT 500";

    /// <summary>Kind by kind; the open ones first, then the others, each by start.</summary>
    internal IEnumerable<LedgerFinding> All()
    {
        if (!FindStream(out var stream)) yield break;
        var states = filter.OpenOnly ? [LedgerFindingState.Open] : Enum.GetValues<LedgerFindingState>();
        foreach (var kind in filter.Kinds.Distinct().SkipWhile(kind => filter.After is { } after && kind != after.Kind))
        {
            foreach (var state in states)
            {
                if (filter.After is { } after && after.Kind == kind && state < after.State) continue;
                foreach (var finding in All(kind, state, stream)) yield return finding;
            }
        }
    }

    private IEnumerable<LedgerFinding> All(LedgerFindingKind kind, LedgerFindingState state, long? stream)
    {
        var isBegun = filter.After is { } begin && begin.Kind == kind && begin.State == state;
        var (start, id) = isBegun ? (filter.After!.Value.Start.UnixMicroseconds, filter.After.Value.Id) : (long.MinValue, 0);
        while (true)
        {
            var page = Page(isBegun ? SameStart : LaterStart, kind, state, (start, id), stream);
            foreach (var finding in page) yield return finding;
            if (page.Count > 0) (start, id) = (page[^1].Cursor.Start.UnixMicroseconds, page[^1].Id);
            if (page.Count < PageLength && !isBegun) yield break;
            isBegun = page.Count == PageLength;
        }
    }

    /// <summary>The stream's number, null for all; false if the ledger does not know the stream.</summary>
    private bool FindStream(out long? id)
    {
        id = null;
        if (filter.Stream is not { } stream) return true;
        lock (database.Gate) id = database.Sql("SELECT id FROM stream WHERE channel = $1 AND quality = $2").Number(stream.Channel,
            stream.Quality);
        return id is not null;
    }

    private List<LedgerFinding> Page(string sql, LedgerFindingKind kind, LedgerFindingState state, (long Start, long Id) after,
        long? stream)
    {
        var page = new List<LedgerFinding>();
        lock (database.Gate)
        {
            var rows = database.Sql(sql).Rows((long)kind, (long)state, after.Start, after.Id, stream, filter.From?.UnixMicroseconds,
                filter.To?.UnixMicroseconds);
            foreach (var row in rows) page.Add(Finding(row));
        }

        return page;
    }

    private static LedgerFinding Finding(SqliteDataReader row) => new()
    {
        Id = row.Integer(0),
        Kind = (LedgerFindingKind)row.Integer(1),
        Stream = row.Text(2).Length == 0 ? null : new StreamId(row.Text(2), row.Text(3)),
        Range = row.IsDBNull(4) || !LedgerFindingKinds.HaveRange((LedgerFindingKind)row.Integer(1)) ? null : row.Range(4),
        Path = row.TextOrNull(6) is { Length: > 0 } path ? path : null,
        Cause = row.TextOrNull(7),
        Verdict = VerdictTable.Read(row, 16),
        State = (LedgerFindingState)row.Integer(8),
        FirstRun = row.Integer(9),
        FirstSeen = new Timestamp(row.Integer(10)),
        LastRun = row.Integer(11),
        LastSeen = new Timestamp(row.Integer(12)),
        ClosedRun = row.IntegerOrNull(13),
        Closed = row.TimeOrNull(14),
        Cursor = new LedgerFindingCursor
        {
            Kind = (LedgerFindingKind)row.Integer(1),
            State = (LedgerFindingState)row.Integer(8),
            Start = new Timestamp(row.Integer(15)),
            Id = row.Integer(0),
        },
    };
}
