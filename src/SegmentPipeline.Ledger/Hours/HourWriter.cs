using System.Runtime.InteropServices;

namespace SegmentPipeline.Ledger;

/// <summary>Writes down hours that have been read, some at a time, while the audit goes on. What a sudden end loses is read
/// again.</summary>
internal sealed class HourWriter(LedgerDatabase database, StreamTable streams, long run, TimeProvider clock)
{
    /// <summary>What waits is alive in the young generation, and copied.</summary>
    private const int MostHours = 16;
    private const long MostBytes = 2 * 1024 * 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Names that should be there and are not, or not with their checksum, get one that fits nothing.</summary>
    private const string KeepOfKnown = """
        INSERT OR IGNORE INTO hour_before (stream_id, hour, facts, names, sum)
        SELECT stream_id, hour, facts, ifnull(names, x''), CASE WHEN hour.sum IS NULL THEN hour_names.sum ELSE ifnull(hour_names.sum, -1) END
        FROM hour LEFT JOIN hour_names USING (stream_id, hour)
        WHERE stream_id = $1 AND hour = $2 AND names IS NOT $3
        """;

    /// <summary>An hour that is new may be one whose row is damaged.</summary>
    private const string KeepOfLost = """
        INSERT OR IGNORE INTO hour_before (stream_id, hour, facts, names, sum)
        SELECT stream_id, hour, x'', names, sum FROM hour_names WHERE stream_id = $1 AND hour = $2 AND names <> $3
        """;

    private List<(StreamId Stream, Hour Hour, HourDigest Digest, bool IsNew)> _pending = [];
    private Task _writing = Task.CompletedTask;
    private long _bytes;
    private long _since;

    /// <summary>Takes an hour.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour.</param>
    /// <param name="digest">What there is to remember of it.</param>
    /// <param name="isNew">Whether the ledger has nothing of it.</param>
    internal void Add(StreamId stream, Hour hour, HourDigest digest, bool isNew)
    {
        if (_pending.Count == 0) _since = clock.GetTimestamp();
        _pending.Add((stream, hour, digest, isNew));
        _bytes += digest.Facts.Length + digest.Names.Length;
        if (_pending.Count >= MostHours || _bytes >= MostBytes || clock.GetElapsedTime(_since) >= Longest) HandOver();
    }

    /// <summary>Writes down what there is, and waits until it stands in the file.</summary>
    internal void Flush()
    {
        if (_pending.Count > 0) HandOver();
        _writing.GetAwaiter().GetResult();
    }

    /// <summary>Waits until nothing is being written any more, however that ends.</summary>
    internal void Settle() => Task.WaitAny(_writing);

    /// <summary>Has what waits written down by another thread. One lot is written at a time, so no more than two are in memory.</summary>
    private void HandOver()
    {
        _writing.GetAwaiter().GetResult();
        var (lot, bytes) = (_pending, _bytes);
        _pending = [];
        _bytes = 0;
        _writing = Task.Run(() =>
        {
            lock (database.Gate) database.InTransaction(() => Write(lot));
            database.NoteWritten(bytes);
        });
    }

    private void Write(List<(StreamId Stream, Hour Hour, HourDigest Digest, bool IsNew)> lot)
    {
        foreach (var (stream, hour, digest, isNew) in lot)
        {
            var (id, number, names) = (streams.IdOf(stream), hour.SinceEpoch, Bytes(digest.Names));
            Keep(isNew ? KeepOfLost : KeepOfKnown, id, number, names);
            Write(id, number, digest, names);
        }

        var (lastStream, lastHour, _, _) = lot[^1];
        database.Sql("UPDATE run SET cursor = $1 WHERE id = $2").Run($"{lastStream}/{lastHour}", run);
    }

    /// <summary>What an hour was like at the last complete run stays until the next: by it, the files of lost time are named.</summary>
    private void Keep(string sql, long stream, long hour, byte[] names) => database.Sql(sql).Run(stream, hour, names);

    private void Write(long stream, long hour, HourDigest digest, byte[] names)
    {
        const string write = """
            INSERT INTO hour (stream_id, hour, device, inode, modified_s, modified_ns, changed_s, changed_ns, trusted, run_id, facts, reader, sum)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            ON CONFLICT (stream_id, hour) DO UPDATE SET device = excluded.device, inode = excluded.inode,
                modified_s = excluded.modified_s, modified_ns = excluded.modified_ns, changed_s = excluded.changed_s, changed_ns = excluded.changed_ns,
                trusted = excluded.trusted, run_id = excluded.run_id, facts = excluded.facts, reader = excluded.reader, sum = excluded.sum
            """;
        var print = digest.Fingerprint;
        database.Sql(write).Run(
                stream,
                hour,
                unchecked((long)print.Device),
                unchecked((long)print.Inode),
                print.ModifiedSeconds,
                (long)print.ModifiedNanoseconds,
            print.ChangedSeconds, (long)print.ChangedNanoseconds, digest.IsTrusted ? 1L : 0L, run, Bytes(digest.Facts),
            digest.Reader, HourChecksum.OfHour(stream, hour, digest));
        database
            .Sql("INSERT OR REPLACE INTO hour_names (stream_id, hour, names, sum) VALUES ($1, $2, $3, $4)")
            .Run(stream, hour, names, HourChecksum.OfNames(stream, hour, names));
    }

    /// <summary>The bytes as an array, without a copy where they are one.</summary>
    private static byte[] Bytes(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Array is { } whole && whole.Length == segment.Count
            ? whole
            : memory.ToArray();
}
