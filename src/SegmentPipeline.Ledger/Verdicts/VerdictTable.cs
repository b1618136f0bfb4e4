using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger;

/// <summary>What comparisons said of holes, beside the holes in the file. Names stand in one text with slashes between them, which no name
/// has.</summary>
internal sealed class VerdictTable(LedgerDatabase database)
{
    /// <summary>What <see cref="Read"/> reads, of a finding called <c>f</c>.</summary>
    internal const string Columns =
        "f.compared, f.fillable_us, f.lower_us, f.unknown_us, f.nowhere_us, f.fillable_from, f.lower_as";

    private const int MostNames = 20;

    /// <summary>The verdict of a row; null if its hole has never been compared.</summary>
    internal static LedgerVerdict? Read(SqliteDataReader row, int column) => row.TimeOrNull(column) is not { } compared ? null : new LedgerVerdict
    {
        Compared = compared,
        FillableMicroseconds = row.Integer(column + 1),
        LowerMicroseconds = row.Integer(column + 2),
        UnknownMicroseconds = row.Integer(column + 3),
        NowhereMicroseconds = row.Integer(column + 4),
        Replicas = NamesIn(row.Text(column + 5)),
        Qualities = NamesIn(row.Text(column + 6)),
    };

    /// <summary>Notes what a comparison said of the holes that are open, in one transaction. Holes of which it said nothing stay as they
    /// are.</summary>
    internal void Note(IReadOnlyList<LedgerHolePart> parts, Timestamp compared)
    {
        var partsOf = parts
            .GroupBy(part => part.Stream)
            .ToDictionary(group => group.Key, group => group.OrderBy(part => part.Range.Start).ToList());
        lock (database.Gate)
        {
            database.InTransaction(() =>
            {
                foreach (var (id, stream, range) in OpenHoles())
                {
                    if (partsOf.TryGetValue(stream, out var known) && Sum(known, range, compared) is { } verdict) Write(id, verdict);
                }
            });
        }
    }

    private List<(long Id, StreamId Stream, TimeRange Range)> OpenHoles()
    {
        const string sql = """
            SELECT f.id, channel, quality, f.start, f."end" FROM finding AS f JOIN stream ON stream.id = f.stream_id
            WHERE f.kind = $1 AND f.state = 0
            """;
        var holes = new List<(long, StreamId, TimeRange)>();
        foreach (var row in database.Sql(sql).Rows((long)LedgerFindingKind.Hole))
            holes.Add((row.Integer(0), new StreamId(row.Text(1), row.Text(2)), row.Range(3)));
        return holes;
    }

    /// <summary>What the parts say of a hole that they share time with; null if none does.</summary>
    /// <param name="parts">All of the stream, in time order, apart from one another.</param>
    /// <param name="hole">The hole.</param>
    /// <param name="compared">When they were found.</param>
    private static LedgerVerdict? Sum(List<LedgerHolePart> parts, TimeRange hole, Timestamp compared)
    {
        LedgerVerdict? sum = null;
        var (replicas, qualities) = (new List<string>(), new List<string>());
        for (var at = FirstEndingAfter(parts, hole.Start); at < parts.Count && parts[at].Range.Start < hole.End; at++)
        {
            var part = parts[at];
            sum = (sum ?? new LedgerVerdict { Compared = compared }).Add(part.Verdict, part.Range.Intersect(hole).Microseconds);
            if (part.Verdict == HoleVerdict.Fillable) AddNames(replicas, part.Names);
            else if (part.Verdict == HoleVerdict.Lower) AddNames(qualities, part.Names);
        }

        return sum is null ? null : sum with { Replicas = replicas, Qualities = qualities };
    }

    private static int FirstEndingAfter(List<LedgerHolePart> parts, Timestamp moment)
    {
        var (low, high) = (0, parts.Count);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (parts[middle].Range.End > moment) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    private static void AddNames(List<string> names, IReadOnlyList<string> more)
    {
        foreach (var name in more)
        {
            if (names.Count < MostNames && !names.Contains(name)) names.Add(name);
        }
    }

    private void Write(long id, LedgerVerdict verdict)
    {
        const string sql = """
            UPDATE finding SET compared = $2, fillable_us = $3, lower_us = $4, unknown_us = $5, nowhere_us = $6, fillable_from = $7, lower_as = $8
            WHERE id = $1
            """;
        database.Sql(sql).Run(
            id,
            verdict.Compared.UnixMicroseconds,
            verdict.FillableMicroseconds,
            verdict.LowerMicroseconds,
            verdict.UnknownMicroseconds,
            verdict.NowhereMicroseconds,
            string.Join('/', verdict.Replicas),
            string.Join('/', verdict.Qualities));
    }

    private static string[] NamesIn(string text) => text.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
