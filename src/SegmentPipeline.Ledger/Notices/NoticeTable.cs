namespace SegmentPipeline.Ledger;

/// <summary>What is still to be told, in the file.</summary>
internal sealed class NoticeTable(LedgerDatabase database)
{
    internal LedgerNotices Read()
    {
        lock (database.Gate)
        {
            return new LedgerNotices
            {
                Notices = [.. database.Sql("SELECT key, hook, message, made, body FROM notice ORDER BY made, key").Rows().Select(row => new LedgerNotice
                {
                    Key = row.Text(0),
                    Hook = row.Text(1),
                    Message = row.TextOrNull(2),
                    Made = new Timestamp(row.Integer(3)),
                    Body = row.Text(4),
                })],
                Troubles = [.. database.Sql("SELECT hook, key, since, told FROM notice_trouble ORDER BY hook, key").Rows().Select(row => new LedgerTrouble
                {
                    Hook = row.Text(0),
                    Key = row.Text(1),
                    Since = new Timestamp(row.Integer(2)),
                    IsTold = row.Integer(3) != 0,
                })],
                Sent = database.Sql("SELECT hook, sent FROM notice_hook").Rows()
                    .Select(row => KeyValuePair.Create(row.Text(0), new Timestamp(row.Integer(1))))
                    .ToDictionary(StringComparer.Ordinal),
                ToldRun = database.Sql("SELECT run_id FROM notice_run").Number(),
            };
        }
    }

    /// <summary>Writes all of it as one transaction.</summary>
    internal void Write(LedgerNoticeChanges changes)
    {
        lock (database.Gate) database.InTransaction(() => WriteWithin(changes));
    }

    private void WriteWithin(LedgerNoticeChanges changes)
    {
        foreach (var notice in changes.Put)
        {
            database.Sql("""
                INSERT INTO notice (key, hook, message, made, body) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (key) DO UPDATE SET message = $3, made = $4, body = $5
                """).Run(notice.Key, notice.Hook, notice.Message, notice.Made.UnixMicroseconds, notice.Body);
        }

        foreach (var key in changes.Removed) database.Sql("DELETE FROM notice WHERE key = $1").Run(key);
        database.Sql("""
            DELETE FROM notice WHERE key IN (SELECT key FROM notice ORDER BY made DESC, key DESC LIMIT -1 OFFSET $1)
            """).Run((long)LedgerNotices.Most);
        foreach (var trouble in changes.Over)
            database.Sql("DELETE FROM notice_trouble WHERE hook = $1 AND key = $2").Run(trouble.Hook, trouble.Key);
        foreach (var trouble in changes.Begun)
        {
            database.Sql("""
                INSERT INTO notice_trouble (hook, key, since, told) VALUES ($1, $2, $3, $4)
                ON CONFLICT (hook, key) DO UPDATE SET since = $3, told = $4
                """).Run(trouble.Hook, trouble.Key, trouble.Since.UnixMicroseconds, trouble.IsTold ? 1L : 0L);
        }

        foreach (var (hook, sent) in changes.Sent)
        {
            database.Sql("INSERT INTO notice_hook (hook, sent) VALUES ($1, $2) ON CONFLICT (hook) DO UPDATE SET sent = $2")
                .Run(hook, sent.UnixMicroseconds);
        }

        if (changes.ToldRun is not { } run) return;
        database.Sql("INSERT INTO notice_run (id, run_id) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET run_id = $1").Run(run);
    }
}
