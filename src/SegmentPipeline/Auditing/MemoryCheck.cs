namespace SegmentPipeline;

/// <summary>Finds hours of which what is remembered is damaged, reads again hours that are said not to have changed, and compares them with
/// what is remembered.</summary>
internal sealed class MemoryCheck(AuditMemory memory, RecallStage recall, HourReading reading, SpareBuffers spare, DiskThreads disk)
{
    /// <summary>How many hours are held with all their names while they are compared.</summary>
    private const int HoursAtOnce = 64;

    /// <summary>Whether no checked hour was other than it is remembered. Else nothing remembered can be relied on; an hour whose memory is
    /// damaged says nothing of others.</summary>
    internal bool IsReliable { get; private set; } = true;

    /// <summary>Looks at all hours of a plan.</summary>
    /// <returns>A finding for each hour that is damaged, and each that is not as it is remembered.</returns>
    internal async Task<IReadOnlyList<StaleLedgerFinding>> CheckAsync(AuditPlan plan, ParallelOptions options)
    {
        var damaged = new List<StaleLedgerFinding>();
        var due = new List<HourWork>();
        foreach (var work in plan.Works)
        {
            if (work.Hour is not { } hour) continue;
            if (memory.IsDueForCheck(work.Stream.Id, hour)) due.Add(work);
            if (memory.IsDamaged(work.Stream.Id, hour)) damaged.Add(new StaleLedgerFinding
            {
                Path = new ArchivePath(work.Stream.Id, hour),
                Cause = "what the ledger has of the hour is damaged; it was read anew",
            });
        }

        var stale = new List<StaleLedgerFinding>();
        foreach (var works in due.Chunk(HoursAtOnce))
            stale.AddRange(await CheckAsync([.. works.Select(memory.WithKnown)], options).ConfigureAwait(false));
        IsReliable = stale.Count == 0;
        return [.. damaged, .. stale];
    }

    private async Task<IEnumerable<StaleLedgerFinding>> CheckAsync(IReadOnlyList<HourWork> due, ParallelOptions options)
    {
        var findings = new StaleLedgerFinding?[due.Count];
        var works = due.Select(work => disk.Offer(() => CheckAsync(work, options.CancellationToken))).ToList();
        await Parallel
            .ForAsync(0, due.Count, options, async (i, _) => findings[i] = await works[i].ResultAsync().ConfigureAwait(false))
            .ConfigureAwait(false);
        return findings.OfType<StaleLedgerFinding>();
    }

    private async ValueTask<StaleLedgerFinding?> CheckAsync(HourWork work, CancellationToken cancellationToken)
    {
        var buffers = spare.Rent(work);
        var finding = await CheckAsync(work, buffers, cancellationToken).ConfigureAwait(false);
        spare.Add(buffers);
        return finding;
    }

    private async ValueTask<StaleLedgerFinding?> CheckAsync(HourWork work, HourBuffers buffers, CancellationToken cancellationToken)
    {
        await recall.RecallAsync(buffers, cancellationToken).ConfigureAwait(false);
        if (!buffers.IsRecalled) return null;
        var fingerprint = buffers.Fingerprint;
        await reading.ReadAsync(buffers, cancellationToken).ConfigureAwait(false);
        buffers.Fingerprint = fingerprint;
        if (IsAsKnown(buffers)) return null;

        // It may have changed just now.
        buffers.Begin(work);
        await recall.RecallAsync(buffers, cancellationToken).ConfigureAwait(false);
        return !buffers.IsRecalled ? null : new StaleLedgerFinding
        {
            Path = new ArchivePath(work.Stream.Id, work.Hour!.Value),
            Cause = "the directory is not as the ledger has it, although its times have not changed; all hours were read anew",
        };
    }

    private bool IsAsKnown(HourBuffers buffers)
    {
        if (memory.DigestOf(buffers) is not { } lent) return false;
        var (now, known) = (lent.Digest, buffers.Work.Known!);
        var isSame = now.Facts.Span.SequenceEqual(known.Facts.Span) && now.Names.Span.SequenceEqual(known.Names.Span);
        lent.GiveBack();
        return isSame;
    }
}
