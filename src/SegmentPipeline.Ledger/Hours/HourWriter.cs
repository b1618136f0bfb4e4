namespace SegmentPipeline.Ledger;

/// <summary>Writes down hours that have been read, some at a time, while the audit goes on. What a sudden end loses is read
/// again.</summary>
internal sealed class HourWriter(LedgerDatabase database, StreamTable streams, long run, TimeProvider clock)
{
    /// <summary>A commit costs as much as some hours do; what waits is in memory twice, here and in pages of SQLite.</summary>
    private const int MostHours = 64;
    private const long MostBytes = 4 * 1024 * 1024;
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

    private readonly bool _isFirst = database.Sql("SELECT NOT EXISTS (SELECT 1 FROM hour_names)").Number() == 1;
    private HourLot _waiting = new();
    private HourLot _written = new();
    private Task _writing = Task.CompletedTask;
    private long _since;

    /// <summary>Takes an hour; copies its bytes.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour.</param>
    /// <param name="digest">What there is to remember of it.</param>
    /// <param name="isNew">Whether the ledger has nothing of it.</param>
    internal void Add(StreamId stream, Hour hour, HourDigest digest, bool isNew)
    {
        if (_waiting.Count == 0) _since = clock.GetTimestamp();
        _waiting.Add(stream, hour, digest, isNew);
        if (_waiting.Count >= MostHours || _waiting.SizeBytes >= MostBytes || clock.GetElapsedTime(_since) >= Longest) HandOver();
    }

    /// <summary>Writes down what there is, and waits until it stands in the file.</summary>
    internal void Flush()
    {
        if (_waiting.Count > 0) HandOver();
        _writing.GetAwaiter().GetResult();
    }

    /// <summary>Waits until nothing is being written any more, however that ends.</summary>
    internal void Settle() => Task.WaitAny(_writing);

    /// <summary>Has what waits written down by another thread. One lot is written at a time, so no more than two are in memory.</summary>
    private void HandOver()
    {
        _writing.GetAwaiter().GetResult();
        (_waiting, _written) = (_written, _waiting);
        _waiting.Clear();
        var lot = _written;
        _writing = Task.Run(() =>
        {
            lock (database.Gate) database.InTransaction(() => Write(lot));
            database.NoteWritten(lot.SizeBytes);
        });
    }

    private void Write(HourLot lot)
    {
        for (var i = 0; i < lot.Count; i++)
        {
            var waiting = lot[i];
            var (id, number) = (streams.IdOf(waiting.Stream), waiting.Hour.SinceEpoch);
            Keep(waiting, id, number);
            Write(waiting, id, number);
        }

        var last = lot[lot.Count - 1];
        database.Sql("UPDATE run SET cursor = $1 WHERE id = $2").Run($"{last.Stream}/{last.Hour}", run);
    }

    /// <summary>What an hour was like at the last complete run stays until the next: by it, the files of lost time are named. Nothing stays
    /// where there was nothing.</summary>
    private void Keep(in WaitingHour waiting, long stream, long hour)
    {
        if (waiting.IsNew && _isFirst) return;
        database.WithBlob(waiting.IsNew ? KeepOfLost : KeepOfKnown).Run(waiting.Names, stream, hour);
    }

    private void Write(in WaitingHour waiting, long stream, long hour)
    {
        const string write = """
            INSERT INTO hour (stream_id, hour, device, inode, modified_s, modified_ns, changed_s, changed_ns, trusted, run_id, reader, sum, facts)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            ON CONFLICT (stream_id, hour) DO UPDATE SET device = excluded.device, inode = excluded.inode,
                modified_s = excluded.modified_s, modified_ns = excluded.modified_ns, changed_s = excluded.changed_s, changed_ns = excluded.changed_ns,
                trusted = excluded.trusted, run_id = excluded.run_id, facts = excluded.facts, reader = excluded.reader, sum = excluded.sum
            """;
        const string writeNames = "INSERT OR REPLACE INTO hour_names (stream_id, hour, sum, names) VALUES ($1, $2, $3, $4)";
        var (print, isTrusted, reader) = (waiting.Digest.Fingerprint, waiting.Digest.IsTrusted, waiting.Digest.Reader);
        database.WithBlob(write).Run(
            waiting.Facts,
            stream,
            hour,
            unchecked((long)print.Device),
            unchecked((long)print.Inode),
            print.ModifiedSeconds,
            print.ModifiedNanoseconds,
            print.ChangedSeconds,
            print.ChangedNanoseconds,
            isTrusted ? 1 : 0,
            run,
            reader,
            HourChecksum.OfHour(stream, hour, print, isTrusted, reader, waiting.Facts));
        database.WithBlob(writeNames).Run(waiting.Names, stream, hour, HourChecksum.OfNames(stream, hour, waiting.Names));
    }
}
