namespace SegmentPipeline.Ledger;

public sealed partial class AuditLedger
{
    /// <summary>Begins a verification of what the archive's files hold. Makes the ledger if there is none. The ledger is held only in the
    /// moments in which something is written, so that audits come and go meanwhile; one that holds it now is waited for.</summary>
    /// <param name="path">The file. A file <c>PATH.verify.lock</c> beside it says who verifies.</param>
    /// <param name="root">The archive's root, whose ledger it must be.</param>
    /// <param name="level">How far the verification looks into files.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    /// <param name="cancellationToken">Ends waiting for audits, now and later.</param>
    /// <returns>What the verification remembers in; to be disposed when it has ended.</returns>
    /// <exception cref="LedgerException">A verification is under way; or the ledger is of another archive, of a newer program, damaged, or
    /// cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled while it waited.</exception>
    public static LedgerContents BeginVerification(
        string path,
        string root,
        VerificationLevel level,
        TimeProvider? clock = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        return LedgerContents.Begin(path, root, level, clock ?? TimeProvider.System, cancellationToken);
    }

    /// <summary>Corrupt files with their life spans, by when they were found first. Read page by page.</summary>
    /// <param name="filter">Which; null for all that no verification has found right or gone since.</param>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public IEnumerable<LedgerCorrupt> CorruptFiles(LedgerCorruptFilter? filter = null) =>
        Told(new CorruptTable(_database).All(filter ?? new LedgerCorruptFilter()));

    /// <summary>How much has been verified. All hours are looked at.</summary>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public LedgerContentState ReadContentState()
    {
        try
        {
            lock (_database.Gate) return new ContentTable(_database).State();
        }
        catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
        {
            throw LedgerFaults.ExceptionFor(Path, cause);
        }
    }

    /// <summary>The first hour of each stream that was never verified.</summary>
    /// <returns>The hours; none of streams that were verified wholly, and none at all if nothing was ever verified.</returns>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public IReadOnlyDictionary<StreamId, Hour> FirstUnverified() => Read(() => new ContentTable(_database).FirstUnverified());

    /// <summary>What was verified of an hour, or null if nothing was.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour.</param>
    /// <returns>What was verified; the corrupt files are those that are still open.</returns>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public VerifiedHour? VerifiedIn(StreamId stream, Hour hour)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            lock (_database.Gate)
            {
                var table = new ContentTable(_database);
                if (table.Find(stream) is not { } id) return null;
                var found = table.In(id, hour).Select(one => one.Verified).ToList();
                return found.Count == 0 ? null : found[0] with { Corrupt = [.. new CorruptTable(_database).OpenIn(id)[hour]] };
            }
        }
        catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
        {
            throw LedgerFaults.ExceptionFor(Path, cause);
        }
    }
}
