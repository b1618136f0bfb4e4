using System.Text;

namespace SegmentPipeline.Ledger;

/// <summary>A corrupt file that the last complete run did not tell, or one that it told and this run does not.</summary>
/// <param name="Change">Corrupted or mended.</param>
/// <param name="Path">The file, <c>HOUR/NAME</c>.</param>
/// <param name="Range">What its name says.</param>
/// <param name="IsSelected">Of a corrupted one, whether it is selected.</param>
/// <param name="Causes">The words of what was wrong, with commas between.</param>
internal readonly record struct FileDelta(DeltaChange Change, string Path, TimeRange Range, bool IsSelected, string Causes)
{
    /// <summary>The hour in whose directory it lies.</summary>
    internal Hour Hour => Hour.TryParse(Path.AsSpan(0, Path.IndexOf('/', StringComparison.Ordinal)), out var hour)
        ? hour
        : throw new FormatException("a corrupt file lies in no hour");

    /// <summary>Its name.</summary>
    internal byte[] Name => Encoding.UTF8.GetBytes(Path[(Path.IndexOf('/', StringComparison.Ordinal) + 1)..]);
}

/// <summary>How the corrupt files of a stream differ from those of the last complete run: what a verification has found, or found right,
/// since.</summary>
/// <remarks>Source: docs/verification.md §9. The last run's lie in the table <c>finding</c>, this one's in the temporary table
/// <c>seen</c>.</remarks>
internal sealed class FileDifference(LedgerDatabase database, RunScope scope)
{
    private const long Corrupt = (long)LedgerFindingKind.Corrupt;

    /// <summary>The differences of a stream in time order, those that are corrupt now first. Of hours that could not be read nothing is
    /// said.</summary>
    /// <param name="stream">The stream's number.</param>
    /// <param name="unreadable">Hours that could not be read.</param>
    internal IReadOnlyList<FileDelta> Find(long stream, IReadOnlyCollection<Hour> unreadable)
    {
        var unknown = unreadable.ToHashSet();
        return [.. Corrupted(stream), .. Mended(stream).Where(file => !unknown.Contains(file.Hour))];
    }

    private List<FileDelta> Corrupted(long stream)
    {
        const string sql = $"""
            SELECT s.path, s.start, s."end", s.selected, s.cause FROM temp.seen AS s
            WHERE s.stream_id = $1 AND s.kind = $2 AND NOT EXISTS (SELECT 1 FROM finding AS f WHERE {NamedFindings.Matches})
            ORDER BY s.start, s.path
            """;
        var files = new List<FileDelta>();
        foreach (var row in database.Sql(sql).Rows(stream, Corrupt))
            files.Add(new FileDelta(DeltaChange.Corrupted, row.Text(0), row.Range(1), row.Integer(3) != 0, row.Text(4)));
        return files;
    }

    private List<FileDelta> Mended(long stream)
    {
        const string sql = """
            SELECT f.path, f.start, f."end", f.cause FROM finding AS f
            WHERE f.stream_id = $1 AND f.kind = $2 AND f.state <> 1
                AND NOT EXISTS (SELECT 1 FROM temp.seen AS s WHERE s.stream_id = f.stream_id AND s.kind = f.kind AND s.path = f.path)
            ORDER BY f.start, f.path
            """;
        var judged = scope.TimeOf(null);
        var files = new List<FileDelta>();
        foreach (var row in database.Sql(sql).Rows(stream, Corrupt))
        {
            if (!judged.Intersect(row.Range(1)).IsEmpty)
                files.Add(new FileDelta(DeltaChange.Mended, row.Text(0), row.Range(1), false, row.Text(3)));
        }

        return files;
    }
}
