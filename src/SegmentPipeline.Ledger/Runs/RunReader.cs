using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger;

/// <summary>Reads runs for people and hosts.</summary>
/// <param name="database">The file.</param>
/// <param name="isLetGo">Whether nobody holds the ledger: then an audit that has not ended never will.</param>
/// <param name="isVerifying">Whether somebody verifies: else a verification that has not ended never will.</param>
internal sealed class RunReader(LedgerDatabase database, bool isLetGo, bool isVerifying)
{
    private const int PageLength = 500;

    /// <summary>The newest runs, newest first, without their streams.</summary>
    internal List<LedgerRun> Newest(int most, StreamId? stream, LedgerRunKind? kind) => Read("""
        ($4 IS NULL OR kind = $4) AND ($2 IS NULL OR EXISTS (
            SELECT 1 FROM run_stream JOIN stream ON stream.id = stream_id WHERE run_id = run.id AND channel = $2 AND quality = $3
            UNION ALL
            SELECT 1 FROM fill_source JOIN stream ON stream.id = stream_id WHERE run_id = run.id AND channel = $2 AND quality = $3))
        ORDER BY id DESC LIMIT $1
        """, stream, (long)most, stream?.Channel, stream?.Quality, kind is { } only ? RunTable.Word(only) : null);

    /// <summary>A run, without its streams; null if there is none of that number.</summary>
    internal LedgerRun? Find(long run) => Read("id = $1", null, run).FirstOrDefault();

    /// <summary>Runs, with what other tables have of them as wholes.</summary>
    private List<LedgerRun> Read(string which, StreamId? stream, params ReadOnlySpan<object?> values)
    {
        var sql = $"""
            SELECT id, started, ended, status, exit, base_run, window_start, window_end, tolerance, hours_total, hours_read, hours_recalled, hours_checked,
                name_bytes, cursor, {FigureColumns.Entries}, {FigureColumns.Microseconds}, {FigureColumns.Findings}, {FigureColumns.Deltas},
                kind, {FillTable.Columns}, {VerifyTable.Columns}, run_digest.digest, run_digest.previous
            FROM run LEFT JOIN fill ON fill.run_id = run.id LEFT JOIN verification ON verification.run_id = run.id
                LEFT JOIN run_digest ON run_digest.run_id = run.id
            WHERE {which}
            """;
        var runs = new List<LedgerRun>();
        lock (database.Gate)
        {
            foreach (var row in database.Sql(sql).Rows(values)) runs.Add(Run(row));
            for (var i = 0; i < runs.Count; i++) runs[i] = WithReports(WithSources(runs[i], stream));
        }

        return runs;
    }

    /// <summary>The streams of a run, by channel then quality, a page at a time.</summary>
    internal IEnumerable<LedgerStreamRun> StreamsOf(long run, StreamId? only)
    {
        var after = ("", "");
        while (true)
        {
            var page = Page(run, only, after);
            foreach (var stream in page) yield return stream;
            if (page.Count < PageLength) yield break;
            after = (page[^1].Stream.Channel, page[^1].Stream.Quality);
        }
    }

    private List<LedgerStreamRun> Page(long run, StreamId? only, (string Channel, string Quality) after)
    {
        var sql = $"""
            SELECT channel, quality, window_start, window_end, hours, {FigureColumns.Entries}, {FigureColumns.Microseconds},
                holes, degraded, overlaps, discontinuities, longest_hole_us, {FigureColumns.Deltas}, last_end, {FigureColumns.Expectation}
            FROM stream CROSS JOIN run_stream ON stream.id = stream_id
            WHERE run_id = $1 AND (channel, quality) > ($2, $3) AND ($4 IS NULL OR channel = $4 AND quality = $5)
            ORDER BY channel, quality LIMIT 500
            """;
        var streams = new List<LedgerStreamRun>();
        lock (database.Gate)
        {
            foreach (var row in database.Sql(sql).Rows(run, after.Channel, after.Quality, only?.Channel, only?.Quality))
            {
                streams.Add(StreamRun(row, new StreamId(row.Text(0), row.Text(1))));
            }
        }

        return streams;
    }

    private static LedgerStreamRun StreamRun(SqliteDataReader row, StreamId stream)
    {
        var column = 5;
        TimeRange? window = row.IsDBNull(2) ? null : row.Range(2);
        var figures = new StreamRecord
        {
            Stream = stream,
            Window = window,
            Hours = (int)row.Integer(4),
            Entries = FigureColumns.ReadEntries(row, ref column),
            Microseconds = FigureColumns.ReadMicroseconds(row, ref column),
            Holes = FigureColumns.Next(row, ref column),
            Degraded = FigureColumns.Next(row, ref column),
            Overlaps = FigureColumns.Next(row, ref column),
            Discontinuities = FigureColumns.Next(row, ref column),
            LongestHole = TimeSpan.FromMicroseconds(FigureColumns.Next(row, ref column)),
        };
        var deltas = FigureColumns.ReadDeltas(row, ref column);
        return new LedgerStreamRun
        {
            Figures = figures with { LastEnd = row.TimeOrNull(column) },
            Deltas = deltas,
            Expectation = FigureColumns.ReadExpectation(row, column + 1, stream, window),
        };
    }

    private LedgerRun Run(SqliteDataReader row)
    {
        var column = 15;
        var run = new LedgerRun
        {
            Id = row.Integer(0),
            Started = new Timestamp(row.Integer(1)),
            Ended = row.TimeOrNull(2),
            Status = LedgerRunStatus.Running,
            Outcome = row.IntegerOrNull(4) is { } number ? AuditOutcomes.FromNumber(number) : null,
            BaseRun = row.IntegerOrNull(5),
            WindowStart = row.TimeOrNull(6),
            WindowEnd = row.TimeOrNull(7),
            Tolerance = TimeSpan.FromMicroseconds(row.Integer(8)),
            HoursTotal = row.Integer(9),
            HoursRead = row.Integer(10),
            HoursRecalled = row.Integer(11),
            HoursChecked = row.Integer(12),
            NameBytes = row.Integer(13),
            Cursor = row.TextOrNull(14),
            Entries = FigureColumns.ReadEntries(row, ref column),
            Microseconds = FigureColumns.ReadMicroseconds(row, ref column),
            Findings = FigureColumns.ReadFindings(row, ref column),
            Deltas = FigureColumns.ReadDeltas(row, ref column),
        };
        var kind = KindOf(row.Text(column++));
        return run with
        {
            Kind = kind,
            Status = Status(row.Text(3), isOver: kind == LedgerRunKind.Verify ? !isVerifying : isLetGo),
            Fill = FillTable.Read(row, ref column),
            Verification = VerifyTable.Read(row, ref column),
            Digest = row.TextOrNull(column),
            Previous = row.TextOrNull(column + 1),
        };
    }

    private LedgerRun WithSources(LedgerRun run, StreamId? stream) => run.Fill is { SourceCount: > 0 } fill
        ? run with { Fill = fill with { Sources = new FillTable(database).SourcesOf(run.Id, stream) } }
        : run;

    private LedgerRun WithReports(LedgerRun run) =>
        run.Digest is null ? run : run with { Reports = new DigestTable(database).ReportsOf(run.Id) };

    private static LedgerRunKind KindOf(string word)
    {
        foreach (var kind in Enum.GetValues<LedgerRunKind>())
        {
            if (RunTable.Word(kind) == word) return kind;
        }

        throw new FormatException("a run has no kind");
    }

    private static LedgerRunStatus Status(string word, bool isOver)
    {
        var status = Enum.GetValues<LedgerRunStatus>().FirstOrDefault(status => RunTable.Word(status) == word, LedgerRunStatus.Killed);
        return status == LedgerRunStatus.Running && isOver ? LedgerRunStatus.Killed : status;
    }
}
