namespace SegmentPipeline.Ledger;

public sealed partial class AuditLedger
{
    /// <summary>Which audit has last changed what the ledger says of coverage. Costs one look into the file.</summary>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public LedgerVersion Version() => Read(() => new CoverageReader(_database).Version());

    /// <summary>How the archive is covered, as the complete audits up to the last one found it. All of it is in memory, 30 to 60 bytes
    /// for each range of one class; it does not change, and answers for any range without the file.</summary>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public LedgerCoverage Coverage() => Read(() => new CoverageReader(_database).Read());

    private T Read<T>(Func<T> read)
    {
        try
        {
            lock (_database.Gate) return read();
        }
        catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
        {
            throw LedgerFaults.ExceptionFor(Path, cause);
        }
    }
}
