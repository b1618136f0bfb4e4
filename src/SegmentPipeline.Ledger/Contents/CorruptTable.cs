using System.Buffers;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger;

/// <summary>Corrupt files and their life spans, as verifications found them. Audits change nothing of it.</summary>
internal sealed class CorruptTable(LedgerDatabase database)
{
    private const int PageLength = 500;

    private const string Columns = """
        channel, quality, hour, name, start, "end", kind, selected, origin, causes, first_run, first_seen, last_run, last_seen, closed_run, closed,
        corrupt.id, replaced, replaced_from
        """;

    /// <summary>Takes files that are corrupt. Within a transaction.</summary>
    internal void Add(long stream, IEnumerable<CorruptFile> files, long run, Timestamp at)
    {
        foreach (var file in files)
        {
            object?[] values =
            [
                stream, (long)file.Path.Hour.SinceEpoch, file.Path.NameUtf8.ToArray(), file.Range.Start.UnixMicroseconds,
                file.Range.End.UnixMicroseconds, (long)file.Kind, file.IsSelected ? 1L : 0L, (long?)file.Origin, TextOf(file.Causes),
                run, at.UnixMicroseconds,
            ];
            const string update = """
                UPDATE corrupt SET start = $4, "end" = $5, kind = $6, selected = $7, origin = $8, causes = $9, last_run = $10, last_seen = $11
                WHERE stream_id = $1 AND hour = $2 AND name = $3 AND closed IS NULL
                """;
            if (database.Sql(update).Run(values) > 0) continue;
            database.Sql("""
                INSERT INTO corrupt (stream_id, hour, name, start, "end", kind, selected, origin, causes, first_run, first_seen, last_run, last_seen)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $10, $11)
                """).Run(values);
        }
    }

    /// <summary>Closes the life span of what is known of an hour and is not among these files. Within a transaction.</summary>
    internal void CloseOthers(long stream, Hour hour, IReadOnlyList<CorruptFile> files, long run, Timestamp at)
    {
        var named = files.Select(file => file.Path).ToHashSet();
        var others = new List<long>();
        foreach (var known in Page("stream_id = $3 AND hour = $4 AND closed IS NULL", 0, int.MaxValue, stream, (long)hour.SinceEpoch))
        {
            if (!named.Contains(known.Corrupt.File.Path)) others.Add(known.Id);
        }

        foreach (var id in others)
            database.Sql("UPDATE corrupt SET closed_run = $2, closed = $3 WHERE id = $1").Run(id, run, at.UnixMicroseconds);
    }

    /// <summary>The corrupt files of a stream that nobody has found mended, by hour.</summary>
    internal ILookup<Hour, CorruptFile> OpenIn(long stream) =>
        Page("stream_id = $3 AND closed IS NULL", 0, int.MaxValue, stream)
            .Select(known => known.Corrupt.File)
            .ToLookup(file => file.Path.Hour);

    /// <summary>Notes that a filling has put a copy in a file's place; whether that is right, the next verification finds out. Within a
    /// transaction.</summary>
    internal void NoteReplaced(long stream, LedgerReplacedFile file, Timestamp at) => database
        .Sql("UPDATE corrupt SET replaced = $4, replaced_from = $5 WHERE stream_id = $1 AND hour = $2 AND name = $3 AND closed IS NULL")
        .Run(stream, (long)file.Path.Hour.SinceEpoch, file.Path.NameUtf8.ToArray(), at.UnixMicroseconds, file.Replica);

    /// <summary>What was found of a file last; null if nothing is known of it.</summary>
    internal LedgerCorrupt? Newest(long stream, EntryPath file)
    {
        const string newest = """
            corrupt.id = (SELECT max(id) FROM corrupt WHERE stream_id = $3 AND hour = $4 AND name = $5)
            """;
        var page = Page(newest, 0, 1, stream, (long)file.Hour.SinceEpoch, file.NameUtf8.ToArray());
        return page.Count == 0 ? null : page[0].Corrupt;
    }

    /// <summary>Files and their life spans, by when they were found first; a page at a time.</summary>
    internal IEnumerable<LedgerCorrupt> All(LedgerCorruptFilter filter)
    {
        const string condition = """
            ($3 IS NULL OR channel = $3 AND quality = $4) AND ($5 IS NULL OR "end" > $5) AND ($6 IS NULL OR start < $6) AND ($7 = 0 OR closed IS NULL)
            """;
        for (var after = filter.After ?? 0; ;)
        {
            List<(long Id, LedgerCorrupt Corrupt)> page;
            lock (database.Gate)
            {
                page = Page(
                    condition,
                    after,
                    PageLength,
                    filter.Stream?.Channel,
                    filter.Stream?.Quality,
                    filter.From?.UnixMicroseconds,
                    filter.To?.UnixMicroseconds,
                    filter.OpenOnly ? 1L : 0L);
            }

            foreach (var (_, corrupt) in page) yield return corrupt;
            if (page.Count < PageLength) yield break;
            after = page[^1].Id;
        }
    }

    private List<(long Id, LedgerCorrupt Corrupt)> Page(string condition, long after, int most, params ReadOnlySpan<object?> values)
    {
        var sql = $"""
            SELECT {Columns} FROM corrupt JOIN stream ON stream.id = stream_id WHERE corrupt.id > $1 AND {condition} ORDER BY corrupt.id LIMIT $2
            """;
        var page = new List<(long Id, LedgerCorrupt Corrupt)>();
        foreach (var row in database.Sql(sql).Rows([after, (long)most, .. values])) page.Add((row.Integer(16), Read(row)));
        return page;
    }

    private static LedgerCorrupt Read(SqliteDataReader row) => new()
    {
        Id = row.Integer(16),
        File = new CorruptFile
        {
            Path = new EntryPath(new StreamId(row.Text(0), row.Text(1)), new Hour((int)row.Integer(2)), row.Blob(3)),
            Range = row.Range(4),
            Kind = (SegmentKind)row.Integer(6),
            IsSelected = row.Integer(7) != 0,
            Origin = (CorruptOrigin?)row.IntegerOrNull(8),
            Causes = CausesOf(row.Text(9)),
        },
        FirstRun = row.Integer(10),
        FirstSeen = new Timestamp(row.Integer(11)),
        LastRun = row.Integer(12),
        LastSeen = new Timestamp(row.Integer(13)),
        ClosedRun = row.IntegerOrNull(14),
        Closed = row.TimeOrNull(15),
        Replaced = row.TimeOrNull(17),
        ReplacedFrom = row.TextOrNull(18),
    };

    private static string TextOf(IReadOnlyList<CorruptCause> causes)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes)) CorruptFileJson.WriteCauses(json, causes);
        return System.Text.Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static IReadOnlyList<CorruptCause> CausesOf(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return CorruptFileJson.ReadCauses(json.RootElement);
        }
        catch (JsonException broken)
        {
            throw new FormatException("these are no causes", broken);
        }
    }
}
