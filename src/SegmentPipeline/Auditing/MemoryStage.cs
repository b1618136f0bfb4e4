namespace SegmentPipeline;

/// <summary>What an audit with a memory does beside its stages: takes up hours that have not changed, and makes of the others what there is to remember.</summary>
/// <remarks>A directory's identity and times change whenever a name in it does. The sizes that a choice needed are part of what is remembered; like names they are asked
/// again when an hour is checked. Facts that rest on anything more, links and failures, are never trusted.</remarks>
internal sealed class MemoryStage(AuditRequest request, IDirectoryReader reader, SpareBatches spare, TimeProvider clock)
{
    /// <summary>The clock of a file system is coarse: a directory that changed less than this before it was read may change again and bear the same time.</summary>
    private const int SettledSeconds = 2;

    /// <summary>How many hours are held with all their names while they are compared.</summary>
    private const int HoursAtOnce = 64;

    private readonly Lock _oneAtATime = new();
    private readonly IHourMemory? _memory = request.Memory;
    private readonly long _tolerance = request.ToleranceMicroseconds;
    private readonly long _reader = request.Memory is null ? 0 : ReaderNumber.OfThisProcess();

    /// <summary>Whether no checked hour was other than it is remembered. Else nothing remembered can be relied on; an hour whose memory is damaged says nothing of others.</summary>
    internal bool IsReliable { get; private set; } = true;

    /// <summary>Finds hours of which what is remembered is damaged, reads again the hours that are due for it, and compares them with what is remembered.</summary>
    /// <returns>A finding for each hour that is damaged, and each that is not as it is remembered.</returns>
    internal IReadOnlyList<StaleLedgerFinding> Check(AuditPlan plan, DiskThreads disk, TaskScheduler scheduler, CancellationToken cancellationToken)
    {
        if (_memory is null) return [];
        var damaged = new List<StaleLedgerFinding>();
        var due = new List<HourWork>();
        foreach (var work in plan.Works)
        {
            if (work.Hour is not { } hour) continue;
            if (_memory.IsDueForCheck(work.Stream.Id, hour)) due.Add(work);
            if (_memory.IsDamaged(work.Stream.Id, hour)) damaged.Add(new StaleLedgerFinding($"{work.Stream.Id}/{hour}", "what the ledger has of the hour is damaged; it was read anew"));
        }

        var check = new MemoryCheck(this, disk, spare, new HourReading(reader).Read);
        var options = new ParallelOptions
        {
            CancellationToken = cancellationToken,
            MaxDegreeOfParallelism = request.Parallelism,
            TaskScheduler = scheduler,
        };
        try
        {
            var stale = due.Chunk(HoursAtOnce).SelectMany(works => check.Check([.. works.Select(WithKnown)], options)).ToList();
            IsReliable = stale.Count == 0;
            return [.. damaged, .. stale];
        }
        catch (AggregateException several) when (several.Flatten().InnerExceptions.OfType<AuditFailedException>().FirstOrDefault() is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>The work with what is known of its hour.</summary>
    internal HourWork WithKnown(HourWork work)
    {
        if (_memory is null || work.Hour is not { } hour) return work;
        lock (_oneAtATime) return work with { Known = _memory.Recall(work.Stream.Id, hour) };
    }

    /// <summary>Takes up hours that have not changed, and does with the others what is done without a memory.</summary>
    internal Action<HourBatch> RecallOr(Action<HourBatch> list) => _memory is null ? list : batch =>
    {
        if (!TryRecall(batch)) list(batch);
    };

    /// <summary>Selects, and makes what there is to remember.</summary>
    internal Action<HourBatch> DigestAfter(Action<HourBatch> select) => _memory is null ? select : batch =>
    {
        select(batch);
        batch.Digest = DigestOf(batch);
    };

    /// <summary>Remembers an hour that has been read, and stitches it.</summary>
    internal Func<HourBatch, HourAudit> RememberBefore(Func<HourBatch, HourAudit> stitch) => _memory is null ? stitch : batch =>
    {
        if (batch.Digest is { } digest)
        {
            lock (_oneAtATime) _memory.Remember(batch.Work.Stream.Id, batch.Work.Hour!.Value, digest);
        }

        return stitch(batch);
    };

    /// <summary>Fills an hour from what is known of it. False if that is nothing, or the directory has changed; then the hour must be read.</summary>
    internal bool TryRecall(HourBatch batch)
    {
        var work = batch.Work;
        var directory = work.Stream.DirectoryOf(work.Hour!.Value);
        batch.ReadAtSeconds = clock.GetUtcNow().ToUnixTimeSeconds();
        batch.Fingerprint = reader.FingerprintOf(directory);
        if (work.Known is not { IsTrusted: true } known || known.Fingerprint != batch.Fingerprint) return false;
        if (known.Reader != _reader && !reader.MayRead(directory)) return false;
        try
        {
            batch.IsRecalled = HourFacts.TryRecall(batch, known.Facts.Span, _tolerance);
        }
        catch (Exception broken) when (broken is FormatException or OverflowException)
        {
            batch.IsRecalled = false;
        }

        if (batch.IsRecalled) return true;
        batch.Begin(work);
        return false;
    }

    /// <summary>What there is to remember of an hour that has been read and selected; null if it could not be read, or no fingerprint could be had of it.</summary>
    internal HourDigest? DigestOf(HourBatch batch)
    {
        if (batch.Outcome.Status != ReadStatus.Done || batch.Fingerprint is not { } fingerprint) return null;
        var isTrusted = IsSettled(fingerprint, batch.ReadAtSeconds) && AreSizesSettled(batch) && !batch.Names.HasLinks && batch.Unreadable.Count == 0;
        return new HourDigest(fingerprint, isTrusted, HourFacts.Of(batch, _tolerance), PackedNames.Pack(batch)) { Reader = _reader };
    }

    /// <summary>A file may still grow without a change of its directory.</summary>
    private static bool AreSizesSettled(HourBatch batch) => batch.Sized.Count == 0 || batch.SizesChangedSeconds + SettledSeconds < batch.ReadAtSeconds;

    /// <summary>A fingerprint without an inode is not of a kind that can be trusted.</summary>
    private static bool IsSettled(DirectoryFingerprint fingerprint, long readAtSeconds) =>
        fingerprint.Inode != 0 && Math.Max(fingerprint.ModifiedSeconds, fingerprint.ChangedSeconds) + SettledSeconds < readAtSeconds;
}
