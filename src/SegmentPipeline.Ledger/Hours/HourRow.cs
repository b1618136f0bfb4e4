using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger;

/// <summary>The row of a remembered hour, read where SQLite has it.</summary>
internal static class HourRow
{
    /// <summary>The columns, in the order in which they are read here.</summary>
    internal const string Columns =
        "hour, device, inode, modified_s, modified_ns, changed_s, changed_ns, trusted, facts, reader, sum, run_id";

    /// <summary>The hour's number.</summary>
    internal static int HourOf(SqliteDataReader row) => (int)row.Integer(0);

    /// <summary>The run that wrote it down.</summary>
    internal static long RunOf(SqliteDataReader row) => row.Integer(11);

    /// <summary>Whether the row is as it was written. Copies nothing.</summary>
    internal static HourState StateOf(SqliteDataReader row, long stream)
    {
        if (row.IntegerOrNull(10) is not { } sum) return HourState.Unsigned;
        var isTrusted = IsTrusted(row);
        if (
            HourChecksum.OfHour(stream, row.Integer(0), Fingerprint(row), isTrusted, row.Integer(9), row.Bytes(8)) != sum
            || !IsInBounds(row))
            return HourState.Damaged;
        return isTrusted ? HourState.Trusted : HourState.Untrusted;
    }

    /// <summary>What is known of the hour, without its names.</summary>
    internal static HourDigest DigestOf(SqliteDataReader row) => new()
    {
        Fingerprint = Fingerprint(row),
        IsTrusted = IsTrusted(row),
        Facts = row.Blob(8),
        Names = default,
        Reader = row.Integer(9),
    };

    /// <summary>Whether columns hold no more than a digest takes of them.</summary>
    private static bool IsInBounds(SqliteDataReader row) =>
        row.Integer(4) is >= 0 and <= uint.MaxValue && row.Integer(6) is >= 0 and <= uint.MaxValue && row.Integer(7) is (0 or 1);

    private static bool IsTrusted(SqliteDataReader row) => row.Integer(7) != 0;

    private static DirectoryFingerprint Fingerprint(SqliteDataReader row) => new()
    {
        Device = unchecked((ulong)row.Integer(1)),
        Inode = unchecked((ulong)row.Integer(2)),
        ModifiedSeconds = row.Integer(3),
        ModifiedNanoseconds = unchecked((uint)row.Integer(4)),
        ChangedSeconds = row.Integer(5),
        ChangedNanoseconds = unchecked((uint)row.Integer(6)),
    };
}

/// <summary>How the row of an hour stands.</summary>
internal enum HourState : byte
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>It was written without a checksum, by an older program.</summary>
    Unsigned,

    /// <summary>It is not as it was written.</summary>
    Damaged,

    /// <summary>It is whole, and an equal fingerprint says nothing.</summary>
    Untrusted,

    /// <summary>It is whole, and an equal fingerprint says that nothing has changed.</summary>
    Trusted,
}
