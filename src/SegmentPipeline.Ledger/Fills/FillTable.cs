using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger;

/// <summary>The fillings in the file.</summary>
internal sealed class FillTable(LedgerDatabase database)
{
    /// <summary>So many ranges of a filling are read back for people.</summary>
    internal const int SourcesShown = 100;

    internal const string Columns =
        "wanted, published, tombstones, mismatches, unfillable, fill.bytes, holes_closed_us, sources, fill.replaced";

    private const int ColumnCount = 9;

    /// <summary>Writes fillings down, in order, as one transaction.</summary>
    internal void Add(IReadOnlyList<FinishedFill> fills)
    {
        lock (database.Gate)
        {
            database.InTransaction(() =>
            {
                var streams = new StreamTable(database);
                foreach (var fill in fills) Add(fill, streams);
                RunRetention.Bound(database, LedgerRunKind.Fill);
            });
        }
    }

    /// <summary>The replicas from which anything of a stream's ranges came in fillings after a run, by name.</summary>
    internal IReadOnlyList<string> ReplicasIn(long stream, long after, IReadOnlyList<TimeRange> ranges)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        const string sql = """
            SELECT DISTINCT replica FROM fill_source WHERE stream_id = $1 AND run_id > $2 AND start < $4 AND "end" > $3
            """;
        foreach (var range in ranges)
        {
            foreach (var row in database.Sql(sql).Rows(stream, after, range.Start.UnixMicroseconds, range.End.UnixMicroseconds))
                names.Add(row.Text(0));
        }

        return [.. names];
    }

    /// <summary>The figures of a filling as a row has them from a column on; null if the run is none.</summary>
    internal static LedgerFill? Read(SqliteDataReader row, ref int column)
    {
        var at = column;
        column += ColumnCount;
        if (row.IsDBNull(at)) return null;
        return new LedgerFill
        {
            Wanted = row.Integer(at),
            Published = row.Integer(at + 1),
            Tombstones = row.Integer(at + 2),
            Mismatches = row.Integer(at + 3),
            Unfillable = row.Integer(at + 4),
            Bytes = row.Integer(at + 5),
            HolesClosedMicroseconds = row.Integer(at + 6),
            SourceCount = row.Integer(at + 7),
            Replaced = row.Integer(at + 8),
        };
    }

    /// <summary>The first ranges of a filling.</summary>
    internal IReadOnlyList<LedgerFillSource> SourcesOf(long run, StreamId? only)
    {
        const string sql = """
            SELECT channel, quality, start, "end", replica, segments FROM fill_source JOIN stream ON stream.id = stream_id
            WHERE run_id = $1 AND ($3 IS NULL OR channel = $3 AND quality = $4) ORDER BY fill_source.id LIMIT $2
            """;
        var sources = new List<LedgerFillSource>();
        foreach (var row in database.Sql(sql).Rows(run, (long)SourcesShown, only?.Channel, only?.Quality))
        {
            sources.Add(new LedgerFillSource
            {
                Stream = new StreamId(row.Text(0), row.Text(1)),
                Range = row.Range(2),
                Replica = row.Text(4),
                Segments = row.Integer(5),
            });
        }

        return sources;
    }

    private void Add(FinishedFill fill, StreamTable streams)
    {
        var figures = fill.Figures;
        var run = database.Sql("""
            INSERT INTO run (kind, started, ended, status, exit, tolerance, has_checks) VALUES ('fill', $1, $2, $3, $4, 0, 0) RETURNING id
            """).Number(
                fill.Started.UnixMicroseconds,
                fill.Ended.UnixMicroseconds,
                RunTable.Word(fill.Status),
                RunTable.NumberOf(fill.Outcome));
        object?[] values =
        [
            run, figures.Wanted, figures.Published, figures.Tombstones, figures.Mismatches, figures.Unfillable, figures.Bytes,
            figures.HolesClosedMicroseconds, figures.SourceCount, figures.Replaced,
        ];
        database.Sql($"INSERT INTO fill (run_id, {Columns.Replace("fill.", "", StringComparison.Ordinal)}) VALUES ({FigureColumns.Places(1, values.Length)})").Run(values);
        foreach (var source in figures.Sources.Take(FillSources.Most))
        {
            database
                .Sql("INSERT INTO fill_source (run_id, stream_id, start, \"end\", replica, segments) VALUES ($1, $2, $3, $4, $5, $6)")
                .Run(
                    run,
                    streams.IdOf(source.Stream),
                    source.Range.Start.UnixMicroseconds,
                    source.Range.End.UnixMicroseconds,
                    source.Replica,
                    source.Segments);
        }

        var corrupt = new CorruptTable(database);
        foreach (var file in figures.ReplacedFiles) corrupt.NoteReplaced(streams.IdOf(file.Path.Stream), file, fill.Ended);
    }
}
