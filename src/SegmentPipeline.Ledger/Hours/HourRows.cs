using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger;

/// <summary>Remembered hours, read in pieces of a stream: an audit asks for one after the other.</summary>
internal sealed class HourRows(LedgerDatabase database)
{
    private const int RowsAtOnce = 256;

    private readonly Dictionary<int, RememberedHour> _rows = [];
    private long _stream = -1;
    private int _from;
    private int _to;

    /// <summary>The hour without its names; nothing of one that was written without a checksum, by an older program.</summary>
    internal RememberedHour Find(long stream, int hour)
    {
        if (stream != _stream || hour < _from || hour > _to) Load(stream, hour);
        return _rows.GetValueOrDefault(hour);
    }

    /// <summary>Whether there is anything of the hour, be it damaged or of an older program.</summary>
    internal bool Has(long stream, int hour)
    {
        _ = Find(stream, hour);
        return _rows.ContainsKey(hour);
    }

    /// <summary>The names of an hour's segments; none if they are damaged.</summary>
    internal ReadOnlyMemory<byte> NamesOf(long stream, int hour)
    {
        lock (database.Gate)
        {
            foreach (var row in database.Sql("SELECT names, sum FROM hour_names WHERE stream_id = $1 AND hour = $2").Rows(stream, (long)hour))
            {
                var names = row.Blob(0);
                return HourChecksum.AreNamesWhole(stream, hour, names, row.IntegerOrNull(1)) ? names : default;
            }
        }

        return default;
    }

    private void Load(long stream, int hour)
    {
        const string sql = """
            SELECT hour, device, inode, modified_s, modified_ns, changed_s, changed_ns, trusted, facts, reader, sum, run_id
            FROM hour WHERE stream_id = $1 AND hour >= $2 ORDER BY hour LIMIT 256
            """;
        _rows.Clear();
        _stream = -1;
        _to = int.MaxValue;
        lock (database.Gate)
        {
            foreach (var row in database.Sql(sql).Rows(stream, (long)hour))
            {
                var found = (int)row.Integer(0);
                _rows[found] = Remembered(row, stream);
                if (_rows.Count == RowsAtOnce) _to = found;
            }
        }

        (_stream, _from) = (stream, hour);
    }

    private static RememberedHour Remembered(SqliteDataReader row, long stream)
    {
        if (row.IntegerOrNull(10) is not { } sum) return default;
        var digest = Digest(row);
        return HourChecksum.OfHour(stream, row.Integer(0), digest) == sum && IsInBounds(row)
            ? new RememberedHour(digest, row.Integer(11), IsDamaged: false)
            : new RememberedHour(null, 0, IsDamaged: true);
    }

    /// <summary>Whether columns hold no more than a digest takes of them.</summary>
    private static bool IsInBounds(SqliteDataReader row) =>
        row.Integer(4) is >= 0 and <= uint.MaxValue && row.Integer(6) is >= 0 and <= uint.MaxValue && row.Integer(7) is (0 or 1);

    private static HourDigest Digest(SqliteDataReader row)
    {
        var fingerprint = new DirectoryFingerprint(
            unchecked((ulong)row.Integer(1)), unchecked((ulong)row.Integer(2)), row.Integer(3), unchecked((uint)row.Integer(4)),
            row.Integer(5), unchecked((uint)row.Integer(6)));
        return new HourDigest(fingerprint, row.Integer(7) != 0, row.Blob(8), default) { Reader = row.Integer(9) };
    }
}

/// <summary>An hour as the ledger has it.</summary>
/// <param name="Digest">What is known of it; null if that is nothing.</param>
/// <param name="Run">The run that wrote it down.</param>
/// <param name="IsDamaged">Whether something is there, but not as it was written.</param>
internal readonly record struct RememberedHour(HourDigest? Digest, long Run, bool IsDamaged);
