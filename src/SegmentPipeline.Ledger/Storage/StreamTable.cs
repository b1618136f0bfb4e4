using System.Collections.Concurrent;

namespace SegmentPipeline.Ledger;

/// <summary>The numbers of streams in the file, and each one's turn: how many runs have looked at it. May be asked while another thread
/// writes.</summary>
internal sealed class StreamTable
{
    private readonly LedgerDatabase _database;
    private readonly ConcurrentDictionary<StreamId, Row> _rows = [];

    internal StreamTable(LedgerDatabase database)
    {
        _database = database;
        foreach (var row in database.Sql("SELECT id, channel, quality, turn, base_run FROM stream WHERE id > 0").Rows())
        {
            _rows[new StreamId(row.Text(1), row.Text(2))] = new Row(row.Integer(0), row.Integer(3), row.IntegerOrNull(4));
        }
    }

    /// <summary>All that the file knows, in order.</summary>
    internal IReadOnlyList<StreamId> All => [.. _rows.Keys.Order()];

    /// <summary>What the file has of a stream, or null.</summary>
    internal Row? Find(StreamId stream) => _rows.TryGetValue(stream, out var row) ? row : null;

    /// <summary>The number of a stream, which it gets now if it has none. Within a transaction.</summary>
    internal long IdOf(StreamId stream)
    {
        if (_rows.TryGetValue(stream, out var row)) return row.Id;
        var id = _database
            .Sql("INSERT INTO stream (channel, quality) VALUES ($1, $2) RETURNING id")
            .Number(stream.Channel, stream.Quality)!
            .Value;
        _rows[stream] = new Row(id, 0, null);
        return id;
    }

    /// <summary>A stream as it stands in the file.</summary>
    /// <param name="Id">Its number.</param>
    /// <param name="Turn">How many runs have looked at it.</param>
    /// <param name="BaseRun">The last complete run that did.</param>
    internal readonly record struct Row(long Id, long Turn, long? BaseRun);
}
