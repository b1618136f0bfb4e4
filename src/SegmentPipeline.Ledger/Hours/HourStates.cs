namespace SegmentPipeline.Ledger;

/// <summary>How the rows of hours stand, before any of them is recalled: all are looked at, in order, and nothing of them is
/// kept.</summary>
internal sealed class HourStates(LedgerDatabase database)
{
    private const int RowsAtOnce = 1024;

    private readonly Dictionary<int, HourState> _states = new(RowsAtOnce);
    private long _stream = -1;
    private int _from;
    private int _to;

    /// <summary>How the row of an hour stands.</summary>
    internal HourState Find(long stream, int hour)
    {
        if (stream != _stream || hour < _from || hour > _to) Load(stream, hour);
        return _states.GetValueOrDefault(hour);
    }

    private void Load(long stream, int hour)
    {
        const string sql = $"SELECT {HourRow.Columns} FROM hour WHERE stream_id = $1 AND hour >= $2 ORDER BY hour LIMIT 1024";
        _states.Clear();
        _stream = -1;
        _to = int.MaxValue;
        lock (database.Gate)
        {
            foreach (var row in database.Sql(sql).Rows(stream, (long)hour))
            {
                var found = HourRow.HourOf(row);
                _states[found] = HourRow.StateOf(row, stream);
                if (_states.Count == RowsAtOnce) _to = found;
            }
        }

        (_stream, _from) = (stream, hour);
    }
}
