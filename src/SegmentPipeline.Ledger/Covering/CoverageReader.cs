namespace SegmentPipeline.Ledger;

/// <summary>Reads how an archive is covered: what was audited, and the findings that say where it is less than full. What was read at one
/// moment, while an audit may be ending.</summary>
internal sealed class CoverageReader(LedgerDatabase database)
{
    /// <summary>Only those runs change the ledger's findings; each other leaves them as they were.</summary>
    private const string Newest = """
        SELECT id, started FROM run WHERE kind = 'audit' AND status IN ('complete', 'incomplete') ORDER BY id DESC LIMIT 1
        """;

    /// <summary>The last audit that changed them.</summary>
    internal LedgerVersion Version()
    {
        var version = default(LedgerVersion);
        foreach (var row in database.Sql(Newest).Rows())
            version = new LedgerVersion { Run = row.Integer(0), Started = new Timestamp(row.Integer(1)) };
        return version;
    }

    internal LedgerCoverage Read()
    {
        database.Sql("BEGIN").Run();
        try
        {
            var streams = new List<LedgerStreamCoverage>();
            var unreadable = UnreadablePlaces.Read(database);
            foreach (var (id, stream) in Streams())
            {
                var audited = RangesOf("SELECT start, \"end\" FROM known WHERE stream_id = $1 ORDER BY start", id);
                if (audited.Count > 0) streams.Add(new LedgerStreamCoverage(stream, Classified(id, audited, unreadable.RangesOf(stream))));
            }

            return new LedgerCoverage(Version(), streams);
        }
        finally
        {
            database.Sql("COMMIT").Run();
        }
    }

    private List<(long Id, StreamId Stream)> Streams()
    {
        var streams = new List<(long Id, StreamId Stream)>();
        foreach (var row in database.Sql("SELECT id, channel, quality FROM stream WHERE id > 0").Rows())
            streams.Add((row.Integer(0), new StreamId(row.Text(1), row.Text(2))));
        streams.Sort((left, right) => left.Stream.CompareTo(right.Stream));
        return streams;
    }

    /// <summary>The ranges of each class, in time order: together all that was audited.</summary>
    private List<(CoverageClass Class, List<TimeRange> Ranges)> Classified(long stream, List<TimeRange> audited, List<TimeRange> unreadable)
    {
        const string found = """
            SELECT start, "end" FROM finding WHERE stream_id = $1 AND kind = $2 AND state <> 1 AND state <> 3 ORDER BY path, start
            """;
        var sets = new List<(CoverageClass Class, List<TimeRange> Ranges)>();
        var rest = audited;
        foreach (var (@class, kind) in CoverageSources.WorstFirst)
        {
            var told = kind is { } followed ? RangesOf(found, stream, (long)followed) : unreadable;
            if (told.Count == 0) continue;
            sets.Add((@class, RangeSets.Intersect(told, rest)));
            rest = RangeSets.Subtract(rest, told);
        }

        sets.Add((CoverageClass.Full, rest));
        return sets;
    }

    private List<TimeRange> RangesOf(string sql, params ReadOnlySpan<object?> values)
    {
        var ranges = new List<TimeRange>();
        foreach (var row in database.Sql(sql).Rows(values)) ranges.Add(row.Range(0));
        return RangeSets.Union(ranges);
    }
}
