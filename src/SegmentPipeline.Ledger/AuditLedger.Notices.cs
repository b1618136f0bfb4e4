namespace SegmentPipeline.Ledger;

public sealed partial class AuditLedger
{
    /// <summary>All that is kept for those who are told of the archive.</summary>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public LedgerNotices ReadNotices()
    {
        try
        {
            return new NoticeTable(_database).Read();
        }
        catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
        {
            throw LedgerFaults.ExceptionFor(Path, cause);
        }
    }

    /// <summary>Writes changes of what is kept for those who are told, all or nothing; an audit may be under way.</summary>
    /// <param name="changes">The changes.</param>
    /// <exception cref="LedgerException">The ledger cannot be written; nothing is then.</exception>
    /// <exception cref="InvalidOperationException">It was opened for reading only.</exception>
    public void WriteNotices(LedgerNoticeChanges changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (_lock is null) throw new InvalidOperationException($"the ledger {Path} was opened for reading only");
        try
        {
            new NoticeTable(_database).Write(changes);
        }
        catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
        {
            throw LedgerFaults.ExceptionFor(Path, cause);
        }
    }

    /// <summary>Writes changes of what is kept for those who are told, if there is a ledger and nobody holds it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="root">The archive's root. Whether the ledger is that archive's is not asked.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    /// <returns>False if there is no ledger yet, or somebody holds it; nothing is written then.</returns>
    /// <exception cref="LedgerException">It is of a newer program, damaged, or cannot be written.</exception>
    public static bool TryWriteNotices(string path, string root, LedgerNoticeChanges changes, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (!new LedgerFile(LedgerFile.Behind(path), LedgerSchema.Migrations).IsMade()) return false;
        try
        {
            using var ledger = OpenForAMoment(path, root, clock ?? TimeProvider.System, isSame: true);
            ledger.WriteNotices(changes);
            return true;
        }
        catch (LedgerException held) when (held.Fault == LedgerFault.Held)
        {
            return false;
        }
    }
}
