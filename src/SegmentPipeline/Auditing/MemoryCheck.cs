namespace SegmentPipeline;

/// <summary>Reads hours that are said not to have changed, and compares them with what is remembered.</summary>
internal sealed class MemoryCheck(MemoryStage memory, DiskThreads disk, SpareBatches spare, Action<HourBatch> read)
{
    /// <summary>Checks hours.</summary>
    /// <returns>A finding for each that is not as it is remembered, in the order of the hours.</returns>
    internal IReadOnlyList<StaleLedgerFinding> Check(IReadOnlyList<HourWork> due, ParallelOptions options)
    {
        var findings = new StaleLedgerFinding?[due.Count];
        var works = due.Select(work => disk.Offer(() => Check(work))).ToList();
        Parallel.For(0, due.Count, options, i => findings[i] = works[i].Result());
        return findings.OfType<StaleLedgerFinding>().ToList();
    }

    private StaleLedgerFinding? Check(HourWork work)
    {
        var batch = spare.Take(work);
        var finding = Check(work, batch);
        spare.Add(batch);
        return finding;
    }

    private StaleLedgerFinding? Check(HourWork work, HourBatch batch)
    {
        if (!memory.TryRecall(batch)) return null;
        var fingerprint = batch.Fingerprint;
        read(batch);
        batch.Fingerprint = fingerprint;
        if (memory.DigestOf(batch) is { } now && now.Facts.Span.SequenceEqual(work.Known!.Facts.Span) && now.Names.Span.SequenceEqual(work.Known.Names.Span)) return null;

        // It may have changed just now.
        batch.Begin(work);
        if (memory.TryRecall(batch))
        {
            return new StaleLedgerFinding($"{work.Stream.Id}/{work.Hour}", "the directory is not as the ledger has it, although its times have not changed; all hours were read anew");
        }

        return null;
    }
}
