namespace SegmentPipeline.Memory;

/// <summary>Reads hours that are said not to have changed, and compares them with what is remembered.</summary>
internal sealed class MemoryCheck(MemoryStage memory, Action<HourBatch> read)
{
    /// <summary>Checks hours.</summary>
    /// <returns>A finding for each that is not as it is remembered, in the order of the hours.</returns>
    internal IReadOnlyList<StaleLedgerFinding> Check(IReadOnlyList<HourWork> due, ParallelOptions options)
    {
        var findings = new StaleLedgerFinding?[due.Count];
        Parallel.For(0, due.Count, options, () => new HourBatch(), (i, _, batch) => Check(due[i], batch, out findings[i]), _ => { });
        return findings.OfType<StaleLedgerFinding>().ToList();
    }

    private HourBatch Check(HourWork work, HourBatch batch, out StaleLedgerFinding? finding)
    {
        finding = null;
        batch.Begin(work);
        if (!memory.TryRecall(batch)) return batch;
        var fingerprint = batch.Fingerprint;
        read(batch);
        batch.Fingerprint = fingerprint;
        if (memory.DigestOf(batch) is { } now && now.Facts.Span.SequenceEqual(work.Known!.Facts.Span) && now.Names.Span.SequenceEqual(work.Known.Names.Span)) return batch;

        // It may have changed just now.
        batch.Begin(work);
        if (memory.TryRecall(batch))
        {
            finding = new StaleLedgerFinding($"{work.Stream.Id}/{work.Hour}", "the directory is not as the ledger has it, although its times have not changed; all hours were read anew");
        }

        return batch;
    }
}
