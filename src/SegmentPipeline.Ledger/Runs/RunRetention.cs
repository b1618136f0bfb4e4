using System.Globalization;

namespace SegmentPipeline.Ledger;

/// <summary>Drops what is older than runs are kept: runs, and findings that closed then. Of runs that are no audits, which may come every
/// minute, a number is kept too.</summary>
/// <remarks>Source: semantics §7. A clock that jumped ahead must not drop the history.</remarks>
internal sealed class RunRetention(LedgerDatabase database, StreamTable streams, TimeSpan retention)
{
    /// <summary>So many runs of each kind but audits.</summary>
    internal const int MostOfAKind = 1000;

    /// <summary>So many ranges that fillings brought, over all of them.</summary>
    internal const int MostSources = 100_000;

    private readonly long _microseconds = retention.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Drops runs that are no audits until few enough are left, the oldest first. Within a transaction.</summary>
    internal static void Bound(LedgerDatabase database, LedgerRunKind kind)
    {
        database.Sql("""
            DELETE FROM run WHERE kind = $1 AND status <> 'running'
                AND id <= (SELECT id FROM run WHERE kind = $1 ORDER BY id DESC LIMIT 1 OFFSET $2)
            """).Run(RunTable.Word(kind), (long)MostOfAKind);
        database.Sql("DELETE FROM fill_source WHERE id <= (SELECT max(id) FROM fill_source) - $1").Run((long)MostSources);
    }

    /// <summary>Drops it. Within a transaction.</summary>
    /// <param name="started">When the present run began, by its clock.</param>
    /// <param name="present">The present run.</param>
    internal void Apply(Timestamp started, long present)
    {
        var moment = Clamped(Proven(started.UnixMicroseconds) - (Int128)_microseconds);
        const string old =
            "started < $1 AND id <> $2 AND (kind = 'audit' OR status <> 'running') AND id NOT IN (SELECT base_run FROM stream WHERE base_run IS NOT NULL)";
        new DigestTable(database).Drop(old, moment, present);
        var dropped = database.Sql($"DELETE FROM run WHERE {old}").Run(moment, present);
        if (dropped == 0) return;
        DropFindings(moment);
        DropContents(moment);
        database.Sql("""
            DELETE FROM stream WHERE id > 0 AND base_run IS NULL
                AND NOT EXISTS (SELECT 1 FROM hour WHERE stream_id = stream.id) AND NOT EXISTS (SELECT 1 FROM finding WHERE stream_id = stream.id)
                AND NOT EXISTS (SELECT 1 FROM run_stream WHERE stream_id = stream.id) AND NOT EXISTS (SELECT 1 FROM known WHERE stream_id = stream.id)
                AND NOT EXISTS (SELECT 1 FROM hour_before WHERE stream_id = stream.id)
                AND NOT EXISTS (SELECT 1 FROM fill_source WHERE stream_id = stream.id)
                AND NOT EXISTS (SELECT 1 FROM content WHERE stream_id = stream.id)
                AND NOT EXISTS (SELECT 1 FROM corrupt WHERE stream_id = stream.id)
            """).Run();
    }

    /// <summary>Of files: what was mended or gone so long ago, and hours that were verified then and are not in the archive any more.</summary>
    private void DropContents(long moment)
    {
        database.Sql("DELETE FROM corrupt WHERE closed < $1").Run(moment);
        const string gone = "NOT EXISTS (SELECT 1 FROM hour WHERE hour.stream_id = {0}.stream_id AND hour.hour = {0}.hour)";
        database.Sql($"DELETE FROM content WHERE verified < $1 AND {string.Format(CultureInfo.InvariantCulture, gone, "content")}").Run(moment);
        database.Sql($"DELETE FROM corrupt WHERE last_seen < $1 AND {string.Format(CultureInfo.InvariantCulture, gone, "corrupt")}").Run(moment);
    }

    /// <summary>The time up to which clocks are believed. A run that began more than the retention after the one before it may have a wrong
    /// clock, and so may those that follow; until they have gone on for as long as runs are kept, the run before the jump is the last that
    /// is believed.</summary>
    private long Proven(long now)
    {
        long? before = null;
        var (jumpedTo, jumpedFrom) = ((long?)null, 0L);
        foreach (var row in database.Sql("SELECT started FROM run WHERE kind = 'audit' ORDER BY id").Rows())
        {
            var started = row.Integer(0);
            if (before is { } last && (Int128)started - last > _microseconds) (jumpedTo, jumpedFrom) = (started, last);
            before = started;
        }

        return jumpedTo is { } jump && now >= jump && (Int128)now - jump < _microseconds ? jumpedFrom : now;
    }

    /// <summary>Of findings that have left the window the next difference may be told: the checksum of their stream is made anew.</summary>
    private void DropFindings(long moment)
    {
        var changed = new List<long>();
        foreach (
            var row in database.Sql("SELECT DISTINCT stream_id FROM finding WHERE state = 2 AND kind <= 2 AND closed < $1").Rows(moment))
            changed.Add(row.Integer(0));
        var names = streams.All.ToDictionary(stream => streams.IdOf(stream));
        var whole = changed.Where(id => names.ContainsKey(id) && !StreamBase.Read(database, id, names[id]).IsDamaged).ToList();
        database.Sql("DELETE FROM finding WHERE state <> 0 AND closed < $1").Run(moment);
        foreach (var id in whole)
        {
            var baseRun = database.Sql("SELECT base_run FROM stream WHERE id = $1").Number(id);
            StreamBase.Sign(database, id, names[id], baseRun, unchanged: null);
        }
    }

    private static long Clamped(Int128 moment) => (long)Int128.Clamp(moment, long.MinValue, long.MaxValue);
}
