namespace SegmentPipeline.Ledger;

/// <summary>Which streams have a base that is signed. Each has a checksum of its own, but one whose row is gone has none: what it lost
/// would be told by nobody.</summary>
/// <remarks>Source: semantics §7.</remarks>
internal static class StreamSet
{
    /// <summary>Writes down which there are. Within a transaction.</summary>
    internal static void Sign(LedgerDatabase database) =>
        database.Sql("INSERT OR REPLACE INTO stream_set (id, sum) VALUES (1, $1)").Run(SumOf(database));

    /// <summary>Refuses a ledger in which they are others than were written down. In one of an older program they were not.</summary>
    /// <exception cref="LedgerException">They are others.</exception>
    internal static void Check(LedgerDatabase database)
    {
        if (database.Sql("SELECT sum FROM stream_set").Number() is { } sum && sum != SumOf(database))
            throw LedgerFaults.Damaged(database.Path);
    }

    private static long SumOf(LedgerDatabase database)
    {
        var sum = new Checksum();
        foreach (var row in database.Sql("SELECT id FROM stream WHERE id > 0 AND sum IS NOT NULL ORDER BY id").Rows())
            sum.Add(row.Integer(0));
        return sum.Value;
    }
}
