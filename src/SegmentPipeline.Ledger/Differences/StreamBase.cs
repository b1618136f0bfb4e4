using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger;

/// <summary>What the complete runs up to the last one say of a stream: which time they audited, and what they found there and nobody has
/// seen heal since.</summary>
/// <remarks>Time that the last one did not look at stays as the one before saw it: an audit of a day does not make the rest of the archive
/// new.</remarks>
internal sealed class StreamBase
{
    private readonly List<OpenRange>[] _ranges = [[], [], []];

    /// <summary>The time that was audited.</summary>
    internal IReadOnlyList<TimeRange> Ranges { get; private init; } = [];

    /// <summary>The greatest tolerance that this was done with.</summary>
    internal long ToleranceMicroseconds { get; private init; }

    /// <summary>Findings of a type, in time order.</summary>
    internal IReadOnlyList<OpenRange> RangesOf(LedgerFindingKind kind) => _ranges[(int)kind];

    /// <summary>Whether it is not as it was written.</summary>
    internal bool IsDamaged { get; private set; }

    /// <summary>The checksum of the rows.</summary>
    private long RowSum { get; set; }

    /// <summary>Reads it.</summary>
    internal static StreamBase Read(LedgerDatabase database, long id, StreamId stream)
    {
        var ranges = new List<TimeRange>();
        long tolerance = 0;
        var sum = new Checksum();
        foreach (var row in database.Sql("SELECT start, \"end\", tolerance FROM known WHERE stream_id = $1 ORDER BY start").Rows(id))
        {
            AddTo(ref sum, row, 3);
            ranges.Add(row.Range(0));
            tolerance = Math.Max(tolerance, row.Integer(2));
        }

        var known = new StreamBase { Ranges = RangeSets.Union(ranges), ToleranceMicroseconds = tolerance };
        const string sql = """
            SELECT kind, id, start, "end", state, first_run, first_seen FROM finding
            WHERE stream_id = $1 AND kind <= 2 AND state <> 1 AND state <> 3 ORDER BY kind, path, start, id
            """;
        foreach (var row in database.Sql(sql).Rows(id))
        {
            var kind = row.SummedInteger(0);
            var found = new OpenRange(
                row.SummedInteger(1), row.Range(2), (LedgerFindingState)row.SummedInteger(4), row.SummedInteger(5), row.SummedInteger(6));
            AddTo(ref sum, kind, found);
            known._ranges[(int)kind].Add(found);
        }

        known.RowSum = sum.Value;
        known.IsDamaged = !IsSigned(database, id, stream, known.RowSum);
        return known;
    }

    /// <summary>Writes down the base of a stream's next difference, with a checksum of all that it will be told by. Within a
    /// transaction.</summary>
    /// <param name="database">The file.</param>
    /// <param name="id">The stream's number.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="baseRun">The run that is the base.</param>
    /// <param name="unchanged">What was read, if nothing of it has been changed since; else null, and it is read again.</param>
    internal static void Sign(LedgerDatabase database, long id, StreamId stream, long? baseRun, StreamBase? unchanged)
    {
        var rows = (unchanged ?? Read(database, id, stream)).RowSum;
        database.Sql("UPDATE stream SET base_run = $2, sum = $3 WHERE id = $1").Run(id, baseRun, SumOf(id, stream, baseRun, rows));
    }

    /// <summary>A stream that was written without a checksum, by an older program or no complete run, counts as whole.</summary>
    private static bool IsSigned(LedgerDatabase database, long id, StreamId stream, long rows)
    {
        foreach (var row in database.Sql("SELECT base_run, sum FROM stream WHERE id = $1").Rows(id))
        {
            return row.IntegerOrNull(1) is not { } sum || sum == SumOf(id, stream, row.IntegerOrNull(0), rows);
        }

        return false;
    }

    private static long SumOf(long id, StreamId stream, long? baseRun, long rows)
    {
        var sum = new Checksum();
        sum.Add(id);
        sum.Add(stream.Channel);
        sum.Add(stream.Quality);
        sum.Add(baseRun);
        sum.Add(rows);
        return sum.Value;
    }

    private static void AddTo(ref Checksum sum, long kind, in OpenRange found)
    {
        ReadOnlySpan<long> columns =
        [
            kind,
            found.Id,
            found.Range.Start.UnixMicroseconds,
            found.Range.End.UnixMicroseconds,
            (long)found.State,
            found.FirstRun,
            found.FirstSeen,
        ];
        foreach (var column in columns)
            sum.Add((long?)column);
    }

    private static void AddTo(ref Checksum sum, SqliteDataReader row, int columns)
    {
        for (var column = 0; column < columns; column++) sum.Add(row.IntegerOrNull(column));
    }
}
