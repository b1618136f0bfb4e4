using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger;

/// <summary>Remembered hours, read in pieces of a stream: an audit asks for one after the other.</summary>
internal sealed class HourRows(LedgerDatabase database)
{
    /// <summary>What a piece holds is alive in the young generation, and copied.</summary>
    private const int RowsAtOnce = 64;

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

    /// <summary>The same of an hour whose neighbours will not be asked for.</summary>
    internal RememberedHour FindAlone(long stream, int hour)
    {
        const string sql = $"SELECT {HourRow.Columns} FROM hour WHERE stream_id = $1 AND hour = $2";
        lock (database.Gate)
        {
            foreach (var row in database.Sql(sql).Rows(stream, (long)hour)) return Remembered(row, stream);
        }

        return default;
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
            foreach (
                var row in database.Sql("SELECT names, sum FROM hour_names WHERE stream_id = $1 AND hour = $2").Rows(stream, (long)hour))
            {
                var names = row.Blob(0);
                return HourChecksum.AreNamesWhole(stream, hour, names, row.IntegerOrNull(1)) ? names : default;
            }
        }

        return default;
    }

    private void Load(long stream, int hour)
    {
        const string sql = $"SELECT {HourRow.Columns} FROM hour WHERE stream_id = $1 AND hour >= $2 ORDER BY hour LIMIT 64";
        _rows.Clear();
        _stream = -1;
        _to = int.MaxValue;
        lock (database.Gate)
        {
            foreach (var row in database.Sql(sql).Rows(stream, (long)hour))
            {
                var found = HourRow.HourOf(row);
                _rows[found] = Remembered(row, stream);
                if (_rows.Count == RowsAtOnce) _to = found;
            }
        }

        (_stream, _from) = (stream, hour);
    }

    private static RememberedHour Remembered(SqliteDataReader row, long stream) => HourRow.StateOf(row, stream) switch
    {
        HourState.Unsigned => default,
        HourState.Damaged => new RememberedHour(null, 0, IsDamaged: true),
        _ => new RememberedHour(HourRow.DigestOf(row), HourRow.RunOf(row), IsDamaged: false),
    };
}

/// <summary>An hour as the ledger has it.</summary>
/// <param name="Digest">What is known of it; null if that is nothing.</param>
/// <param name="Run">The run that wrote it down.</param>
/// <param name="IsDamaged">Whether something is there, but not as it was written.</param>
internal readonly record struct RememberedHour(HourDigest? Digest, long Run, bool IsDamaged);
