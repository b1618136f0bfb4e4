namespace SegmentPipeline.Ledger;

public sealed partial class AuditLedger
{
    private long? _audited;

    /// <summary>Notes the reports of the audit that this ledger has just recorded: they become part of its digest. Call it once their files
    /// have their names, and before the next audit.</summary>
    /// <param name="reports">The reports, each with another path.</param>
    /// <exception cref="LedgerException">The ledger cannot be written; nothing is noted then.</exception>
    /// <exception cref="InvalidOperationException">No audit has been recorded since this ledger was opened.</exception>
    public void RecordReports(IReadOnlyList<LedgerReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        if (_audited is not { } run) throw new InvalidOperationException($"the ledger {Path} has recorded no audit since it was opened");
        try
        {
            var table = new DigestTable(_database);
            lock (_database.Gate)
            {
                _database.InTransaction(() =>
                {
                    table.Add(run, reports);
                    table.Seal(run);
                });
            }
        }
        catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
        {
            throw LedgerFaults.ExceptionFor(Path, cause);
        }
    }

    /// <summary>Looks whether the audits in the ledger are those that were written down: the digest of each is made anew of its figures,
    /// its reports, and the digest before. All is read; memory is that of some hundred bytes a run.</summary>
    /// <param name="reportDirectory">Where the files of reports are; null if they are not to be compared. One that is not there is no
    /// doubt: reports are removed when they are old.</param>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    /// <remarks>Who can write to the ledger can make all of it anew: keep <see cref="LedgerProof.Digest"/> elsewhere.</remarks>
    public LedgerProof Prove(string? reportDirectory = null)
    {
        var chain = new ChainReader(_database, Reader());
        var proof = ReadChain(chain);
        return reportDirectory is null ? proof : new ReportCheck(reportDirectory).Check(proof, chain.Reports);
    }

    private LedgerProof ReadChain(ChainReader chain)
    {
        try
        {
            return chain.Read();
        }
        catch (Exception cause) when (LedgerFaults.IsAboutTheFile(cause))
        {
            throw LedgerFaults.ExceptionFor(Path, cause);
        }
    }
}
