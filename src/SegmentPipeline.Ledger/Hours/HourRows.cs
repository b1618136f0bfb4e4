using Microsoft.Data.Sqlite;
using SegmentPipeline.Ledger.Storage;

namespace SegmentPipeline.Ledger.Hours;

/// <summary>Remembered hours, read in pieces of a stream: an audit asks for one after the other.</summary>
internal sealed class HourRows(LedgerDatabase database)
{
    private const int RowsAtOnce = 256;

    private readonly Dictionary<int, HourDigest> _rows = [];
    private long _stream = -1;
    private int _from;
    private int _to;

    /// <summary>The hour without its names, or null.</summary>
    internal HourDigest? Find(long stream, int hour)
    {
        if (stream != _stream || hour < _from || hour > _to) Load(stream, hour);
        return _rows.GetValueOrDefault(hour);
    }

    /// <summary>The names of an hour's segments.</summary>
    internal ReadOnlyMemory<byte> NamesOf(long stream, int hour)
    {
        foreach (var row in database.Sql("SELECT names FROM hour_names WHERE stream_id = $1 AND hour = $2").Rows(stream, (long)hour))
        {
            return row.GetFieldValue<byte[]>(0);
        }

        return default;
    }

    private void Load(long stream, int hour)
    {
        const string sql = """
            SELECT hour, device, inode, modified_s, modified_ns, changed_s, changed_ns, trusted, facts
            FROM hour WHERE stream_id = $1 AND hour >= $2 ORDER BY hour LIMIT 256
            """;
        _rows.Clear();
        _stream = -1;
        _to = int.MaxValue;
        foreach (var row in database.Sql(sql).Rows(stream, (long)hour))
        {
            var found = (int)row.GetInt64(0);
            _rows.Add(found, Digest(row));
            if (_rows.Count == RowsAtOnce) _to = found;
        }

        (_stream, _from) = (stream, hour);
    }

    private static HourDigest Digest(SqliteDataReader row)
    {
        var fingerprint = new DirectoryFingerprint(
            unchecked((ulong)row.GetInt64(1)), unchecked((ulong)row.GetInt64(2)), row.GetInt64(3), (uint)row.GetInt64(4), row.GetInt64(5), (uint)row.GetInt64(6));
        return new HourDigest(fingerprint, row.GetInt64(7) != 0, row.GetFieldValue<byte[]>(8), default);
    }
}
