using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger;

/// <summary>What was verified of each hour.</summary>
internal sealed class ContentTable(LedgerDatabase database)
{
    private const string Columns =
        "hour, verified, level, names, device, inode, modified_s, modified_ns, changed_s, changed_ns, up_to, files, bytes, unreadable";

    private const int ColumnCount = 14;

    /// <summary>The number of a stream, which it gets now if it has none. Within a transaction.</summary>
    internal long IdOf(StreamId stream) =>
        Find(stream)
        ?? database.Sql("INSERT INTO stream (channel, quality) VALUES ($1, $2) RETURNING id").Number(stream.Channel, stream.Quality)!.Value;

    /// <summary>The number of a stream, or null.</summary>
    internal long? Find(StreamId stream) =>
        database.Sql("SELECT id FROM stream WHERE channel = $1 AND quality = $2").Number(stream.Channel, stream.Quality);

    /// <summary>Writes down what was verified of an hour, in place of what was known. Within a transaction.</summary>
    internal void Put(long stream, Hour hour, VerifiedHour verified)
    {
        var print = verified.Fingerprint;
        object?[] values =
        [
            (long)hour.SinceEpoch, verified.VerifiedAt.UnixMicroseconds, (long)verified.Level, verified.Names.ToArray(),
            print is null ? null : unchecked((long)print.Value.Device), print is null ? null : unchecked((long)print.Value.Inode),
            print?.ModifiedSeconds, (long?)print?.ModifiedNanoseconds, print?.ChangedSeconds, (long?)print?.ChangedNanoseconds,
            verified.UpTo?.ToArray(), verified.Files, verified.Bytes, verified.Unreadable,
        ];
        database
            .Sql($"INSERT OR REPLACE INTO content ({Columns}, stream_id, sum) VALUES ({FigureColumns.Places(1, ColumnCount + 2)})")
            .Run([.. values, stream, SumOf(stream, values)]);
    }

    /// <summary>What was verified of a stream. What is damaged is passed over: it is verified again.</summary>
    internal IEnumerable<(Hour Hour, VerifiedHour Verified)> In(long stream, Hour? only = null)
    {
        var sql = $"SELECT {Columns}, sum FROM content WHERE stream_id = $1 AND ($2 IS NULL OR hour = $2)";
        foreach (var row in database.Sql(sql).Rows(stream, (long?)only?.SinceEpoch))
        {
            var values = new object?[ColumnCount];
            for (var column = 0; column < ColumnCount; column++) values[column] = row.IsDBNull(column) ? null : row.GetValue(column);
            if (row.IntegerOrNull(ColumnCount) == SumOf(stream, values)) yield return (new Hour((int)row.Integer(0)), Read(row));
        }
    }

    /// <summary>How much has been verified.</summary>
    internal LedgerContentState State()
    {
        const string never = """
            FROM hour WHERE NOT EXISTS (SELECT 1 FROM content WHERE content.stream_id = hour.stream_id AND content.hour = hour.hour)
            """;
        return new LedgerContentState
        {
            Hours = database.Sql("SELECT count(*) FROM content").Number() ?? 0,
            Files = database.Sql("SELECT sum(files) FROM content").Number() ?? 0,
            Oldest = database.Sql("SELECT min(verified) FROM content").Number() is { } oldest ? new Timestamp(oldest) : null,
            NeverHours = database.Sql($"SELECT count(*) {never}").Number() ?? 0,
            FirstNever = database.Sql($"SELECT min(hour.hour) {never}").Number() is { } first ? new Hour((int)first) : null,
        };
    }

    /// <summary>The first remembered hour of each stream of which nothing was verified; none if nothing ever was.</summary>
    internal Dictionary<StreamId, Hour> FirstUnverified()
    {
        const string first = """
            SELECT hour FROM hour WHERE stream_id = $1 AND NOT EXISTS (
                SELECT 1 FROM content WHERE content.stream_id = $1 AND content.hour = hour.hour) ORDER BY hour LIMIT 1
            """;
        var hours = new Dictionary<StreamId, Hour>();
        if (database.Sql("SELECT 1 FROM content LIMIT 1").Number() is null) return hours;
        var streams = new StreamTable(database);
        foreach (var stream in streams.All)
        {
            if (database.Sql(first).Number(streams.IdOf(stream)) is { } hour) hours.Add(stream, new Hour((int)hour));
        }

        return hours;
    }

    private static VerifiedHour Read(SqliteDataReader row) => new()
    {
        VerifiedAt = new Timestamp(row.Integer(1)),
        Level = (VerificationLevel)row.Integer(2),
        Names = row.Blob(3),
        Fingerprint = row.IsDBNull(4) ? null : new DirectoryFingerprint
        {
            Device = unchecked((ulong)row.Integer(4)),
            Inode = unchecked((ulong)row.Integer(5)),
            ModifiedSeconds = row.Integer(6),
            ModifiedNanoseconds = (uint)row.Integer(7),
            ChangedSeconds = row.Integer(8),
            ChangedNanoseconds = (uint)row.Integer(9),
        },
        // Null of an array would become no bytes, which is another thing.
        UpTo = row.IsDBNull(10) ? (ReadOnlyMemory<byte>?)null : row.Blob(10),
        Files = row.Integer(11),
        Bytes = row.Integer(12),
        Unreadable = row.Integer(13),
    };

    private static long SumOf(long stream, IEnumerable<object?> values)
    {
        var sum = new Checksum();
        sum.Add(stream);
        foreach (var value in values)
        {
            if (value is byte[] bytes) sum.Add(bytes);
            else sum.Add(value as long?);
        }

        return sum.Value;
    }
}
