namespace SegmentPipeline.Ledger;

public sealed partial class AuditLedger
{
    /// <summary>Records a filling that has ended. What it brought is named by the differences of the next audits.</summary>
    /// <param name="fill">The filling.</param>
    /// <exception cref="LedgerException">The ledger cannot be written.</exception>
    /// <exception cref="InvalidOperationException">It was opened for reading only.</exception>
    public void RecordFill(FinishedFill fill)
    {
        ArgumentNullException.ThrowIfNull(fill);
        RecordFills([fill]);
    }

    /// <summary>Records fillings that have ended, in a ledger that is not open; makes it if there is none. It is held only for as long as
    /// that takes, and an audit that wants to begin meanwhile waits.</summary>
    /// <param name="path">The file.</param>
    /// <param name="root">The archive's root. Whether the ledger is that archive's is not asked: whoever fills it has asked
    /// <see cref="EnsureUsable"/> before.</param>
    /// <param name="fills">The fillings, the first to end first.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    /// <returns>False if somebody holds the ledger, an audit say; nothing is recorded then.</returns>
    /// <exception cref="LedgerException">It is of a newer program, damaged, or cannot be written.</exception>
    public static bool TryRecordFills(string path, string root, IReadOnlyList<FinishedFill> fills, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(fills);
        try
        {
            using var ledger = OpenForAMoment(path, root, clock ?? TimeProvider.System, isSame: true);
            ledger.RecordFills(fills);
            return true;
        }
        catch (LedgerException held) when (held.Fault == LedgerFault.Held)
        {
            return false;
        }
    }

    /// <summary>Records fillings that have ended, the first to end first.</summary>
    /// <param name="fills">The fillings.</param>
    /// <exception cref="LedgerException">The ledger cannot be written; nothing is recorded then.</exception>
    /// <exception cref="InvalidOperationException">It was opened for reading only.</exception>
    public void RecordFills(IReadOnlyList<FinishedFill> fills)
    {
        ArgumentNullException.ThrowIfNull(fills);
        if (_lock is null) throw new InvalidOperationException($"the ledger {Path} was opened for reading only");
        if (fills.Count == 0) return;
        try
        {
            new FillTable(_database).Add(fills);
        }
        catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
        {
            throw LedgerFaults.ExceptionFor(Path, cause);
        }
    }
}
