using SegmentPipeline.Ledger.Storage;

namespace SegmentPipeline.Ledger.Differences;

/// <summary>What the complete runs up to the last one say of a stream: which time they audited, and what they found there and nobody has
/// seen heal since.</summary>
/// <remarks>Time that the last one did not look at stays as the one before saw it: an audit of a day does not make the rest of the archive new.</remarks>
internal sealed class StreamBase
{
    private readonly List<OpenRange>[] _ranges = [[], [], []];

    /// <summary>The time that was audited.</summary>
    internal IReadOnlyList<TimeRange> Ranges { get; private init; } = [];

    /// <summary>The greatest tolerance that this was done with.</summary>
    internal long ToleranceMicroseconds { get; private init; }

    /// <summary>Findings of a type, in time order.</summary>
    internal IReadOnlyList<OpenRange> Of(LedgerFindingKind kind) => _ranges[(int)kind];

    /// <summary>Reads it.</summary>
    internal static StreamBase Read(LedgerDatabase database, long stream)
    {
        var ranges = new List<TimeRange>();
        long tolerance = 0;
        foreach (var row in database.Sql("SELECT start, \"end\", tolerance FROM known WHERE stream_id = $1 ORDER BY start").Rows(stream))
        {
            ranges.Add(row.Range(0));
            tolerance = Math.Max(tolerance, row.GetInt64(2));
        }

        var known = new StreamBase { Ranges = Differences.Ranges.Union(ranges), ToleranceMicroseconds = tolerance };
        const string sql = """
            SELECT kind, id, start, "end", state, first_run, first_seen FROM finding
            WHERE stream_id = $1 AND kind <= 2 AND state <> 1 ORDER BY kind, path, start
            """;
        foreach (var row in database.Sql(sql).Rows(stream))
        {
            known._ranges[(int)row.GetInt64(0)].Add(
                new OpenRange(row.GetInt64(1), row.Range(2), (LedgerFindingState)row.GetInt64(4), row.GetInt64(5), row.GetInt64(6)));
        }

        return known;
    }
}
