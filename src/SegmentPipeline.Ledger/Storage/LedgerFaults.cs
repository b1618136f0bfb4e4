using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger;

/// <summary>What SQLite and the file system say, in one line for whoever runs audits.</summary>
internal static class LedgerFaults
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>A write that was not ended is to be undone, which who only reads may not do.</summary>
    private const int ReadOnlyRollback = ReadOnly | 3 << 8;

    /// <summary>The file that is open is no longer the one at its path.</summary>
    private const int ReadOnlyMoved = ReadOnly | 4 << 8;

    /// <summary>Whether an exception is about the ledger's file, and not a defect.</summary>
    internal static bool IsAboutTheFile(Exception exception) =>
        exception is SqliteException or IOException or UnauthorizedAccessException or LedgerException || IsDamage(exception);

    /// <summary>Whether a value was read that nobody has written: of another type, out of bounds, no name.</summary>
    private static bool IsDamage(Exception exception) =>
        exception is InvalidCastException or OverflowException or FormatException or ArgumentException;

    internal static LedgerException ExceptionFor(string path, Exception exception) => exception switch
    {
        LedgerException known => known,
        SqliteException { SqliteErrorCode: Busy or Locked } => new(
            LedgerFault.Held, $"the ledger {path} is held by another program; wait until it is done", exception),
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } => Damaged(path, exception),
        SqliteException { SqliteErrorCode: Full } => Unusable(
            path,
            "there is no space left on its disk; make some, or name another ledger",
            exception),
        SqliteException { SqliteExtendedErrorCode: ReadOnlyRollback } => Unusable(
            path,
            "whoever wrote to it was ended in the middle of a write; the next audit undoes that",
            exception),
        SqliteException { SqliteExtendedErrorCode: ReadOnlyMoved } => Unusable(
            path,
            "it was moved or deleted while it was open; the next run starts a new one",
            exception),
        SqliteException { SqliteErrorCode: ReadOnly } => Unusable(path, "it is read-only; name one that can be written", exception),
        SqliteException { SqliteErrorCode: CannotOpen } => Unusable(
            path,
            "it cannot be opened; check that its directory is there and can be written",
            exception),
        _ when IsDamage(exception) => Damaged(path, exception),
        SqliteException sqlite => Unusable(path, $"SQLite says: {sqlite.Message} (code {sqlite.SqliteExtendedErrorCode})", exception),
        _ => Unusable(path, exception.Message.TrimEnd('.'), exception),
    };

    internal static LedgerException Damaged(string path, Exception? exception = null) => new(
            LedgerFault.Corrupt,
            $"the ledger {path} is damaged; AuditLedgerOptions.Rebuild starts a new one and keeps the old file aside",
            exception);

    internal static LedgerException Unusable(string path, string why, Exception? exception = null) =>
        new(LedgerFault.Unusable, $"cannot use the ledger {path}: {why}", exception);
}
