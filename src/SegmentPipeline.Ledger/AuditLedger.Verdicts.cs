namespace SegmentPipeline.Ledger;

public sealed partial class AuditLedger
{
    /// <summary>Notes what a comparison with other copies said of open holes, so that whoever asks for them is told. Each hole is told of
    /// by the parts that it shares time with; one that shares none with any stays as it is.</summary>
    /// <param name="parts">The parts of holes as the comparison found them; those of one stream do not overlap.</param>
    /// <param name="compared">When the comparison began.</param>
    /// <exception cref="LedgerException">The ledger cannot be written; nothing is noted then.</exception>
    /// <exception cref="InvalidOperationException">It was opened for reading only.</exception>
    public void NoteVerdicts(IReadOnlyList<LedgerHolePart> parts, Timestamp compared)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (_lock is null) throw new InvalidOperationException($"the ledger {Path} was opened for reading only");
        if (parts.Count == 0) return;
        try
        {
            new VerdictTable(_database).Note(parts, compared);
        }
        catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
        {
            throw LedgerFaults.ExceptionFor(Path, cause);
        }
    }

    /// <summary>The same in a ledger that is not open. It is held only for as long as that takes.</summary>
    /// <param name="path">The file; it must be there.</param>
    /// <param name="root">The archive's root. Whether the ledger is that archive's is not asked.</param>
    /// <param name="parts">The parts of holes.</param>
    /// <param name="compared">When the comparison began.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    /// <returns>False if somebody holds the ledger, an audit say; nothing is noted then.</returns>
    /// <exception cref="LedgerException">It is of a newer program, damaged, or cannot be written.</exception>
    public static bool TryNoteVerdicts(
        string path, string root, IReadOnlyList<LedgerHolePart> parts, Timestamp compared, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(parts);
        try
        {
            using var ledger = OpenForAMoment(path, root, clock ?? TimeProvider.System, isSame: true);
            ledger.NoteVerdicts(parts, compared);
            return true;
        }
        catch (LedgerException held) when (held.Fault == LedgerFault.Held)
        {
            return false;
        }
    }
}
