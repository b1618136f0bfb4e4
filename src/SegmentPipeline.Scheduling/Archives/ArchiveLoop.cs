namespace SegmentPipeline.Scheduling;

/// <summary>Waits until one archive is due or asked for, runs its audit, and begins again. Never two runs at once.</summary>
internal sealed class ArchiveLoop
{
    /// <summary>How long it waits at most before it looks at the clock again, which may have been set meanwhile.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Timers count milliseconds; a wait of less would be none, again and again.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    /// <summary>How long the rest waits at the start for what the disk says of the archive.</summary>
    private static readonly TimeSpan ProbeWait = TimeSpan.FromSeconds(1);

    /// <summary>A run that began further ahead of now than this was begun by a wrong clock.</summary>
    private static readonly TimeSpan MostAhead = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly ScheduledArchive _archive;
    private readonly ScheduleSeams _seams;
    private readonly SemaphoreSlim _places;
    private readonly CronSchedule? _schedule;
    private readonly ArchiveEar? _ear;
    private TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<AuditOutcome>? _run;
    private ArchiveStatus _status;

    /// <param name="archive">The archive.</param>
    /// <param name="places">As many as there may be runs at once.</param>
    /// <param name="seams">What it works with.</param>
    internal ArchiveLoop(ScheduledArchive archive, SemaphoreSlim places, ScheduleSeams seams)
    {
        _archive = archive;
        _places = places;
        _seams = seams;
        _ear = seams.EarOf(archive.Name!);
        if (archive.Cron is { } cron) _ = CronSchedule.TryParse(cron, archive.TimeZone, out _schedule, out _);
        _status = new ArchiveStatus
        {
            Name = archive.Name!,
            Root = Path.GetFullPath(archive.Audit.Root!),
            Activity = ArchiveActivity.Idle,
            Since = null,
            Progress = default,
            Due = null,
            LastRun = null,
        };
    }

    internal ScheduledArchive Archive => _archive;

    internal ArchiveStatus Status
    {
        get
        {
            lock (_lock) return _status;
        }
    }

    private DateTimeOffset Now => _seams.Clock.GetUtcNow();

    /// <summary>Asks for a run now.</summary>
    /// <returns>The outcome that the run will have; null if one is under way or asked for already.</returns>
    internal Task<AuditOutcome>? TryStart()
    {
        lock (_lock)
        {
#pragma warning disable MA0022 // No run is an answer, and no task.
            if (_run is not null) return null;
#pragma warning restore MA0022
            BeginWithinLock();
            _asked.TrySetResult();
            return _run!.Task;
        }
    }

    /// <summary>Goes on until it is cancelled. A run that fails is told, and does not end it.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var isReady = await ProbeAsync(cancellationToken).ConfigureAwait(false);
        var (basis, isDue) = await OwnThread.RunAsync(() => Recall(isReady)).ConfigureAwait(false);
        while (true)
        {
            if (!isDue) await WaitAsync(basis, cancellationToken).ConfigureAwait(false);
            isDue = false;
            await RunOnceAsync(cancellationToken).ConfigureAwait(false);
            basis = Now;
            if (_schedule?.NextAfter(TimeOf(Status.LastRun!.Start)) is { } due && due <= basis) Skip(Timestamp.FromDateTimeOffset(due));
        }
    }

    /// <summary>Says at once, and not first when the archive is due, that it could not be audited. It goes on all the same: the disk may
    /// yet be mounted.</summary>
    /// <returns>Whether nothing has been said so far. A slow disk holds up nothing else.</returns>
    private async Task<bool> ProbeAsync(CancellationToken cancellationToken)
    {
        var telling = TellAsync();
        await Task.WhenAny(telling, Task.Delay(ProbeWait, cancellationToken)).ConfigureAwait(false);
        return !telling.IsCompletedSuccessfully || await telling.ConfigureAwait(false);

        async Task<bool> TellAsync()
        {
            var cause = await _seams.Probe(_archive, cancellationToken).ConfigureAwait(false);
            if (cause is not null) _seams.Log.NotReady(_archive.Name!, cause);
            return cause is null;
        }
    }

    /// <summary>From when on occurrences count: the end of the last run, whoever ran it. One that was missed since then makes the archive
    /// due now, and so does a run that was cut off. An archive that was never audited has missed nothing.</summary>
    private (DateTimeOffset Basis, bool IsDue) Recall(bool isReady)
    {
        PastRun? last = null;
        try
        {
            last = _seams.Recall(_archive);
        }
        catch (Exception cause) when (cause is not OutOfMemoryException)
        {
            if (isReady) _seams.Log.HistoryUnreadable(_archive.Name!, VisibleText.MakeVisible(cause.Message));
        }

        if (last is null) return (Now, false);
        lock (_lock) _status = _status with { LastRun = last };
        var basis = TimeOf(last.End ?? last.Start);
        if (_schedule is null || basis > Now) return (basis, false);
        if (last.Outcome is null or AuditOutcome.Interrupted or AuditOutcome.Terminated)
        {
            _seams.Log.RunResumed(_archive.Name!, last.Start);
            return (basis, true);
        }

        if (_schedule.NextAfter(basis) is not { } missed || missed > Now) return (basis, false);
        _seams.Log.RunMissed(_archive.Name!, Timestamp.FromDateTimeOffset(missed));
        _ear?.RunIsMissed(Timestamp.FromDateTimeOffset(missed), "while no host was running");
        return (basis, true);
    }

    private void Skip(Timestamp due)
    {
        _seams.Log.RunSkipped(_archive.Name!, due);
        _ear?.RunIsMissed(due, "while the run before it was still going");
    }

    private async Task WaitAsync(DateTimeOffset basis, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = Now;
            if (basis > now + MostAhead) basis = now;
            var due = _schedule?.NextAfter(basis);
            Task asked;
            lock (_lock)
            {
                _status = _status with { Due = due is { } moment ? Timestamp.FromDateTimeOffset(moment) : null };
                asked = _asked.Task;
            }

            if (due <= now || asked.IsCompleted) return;
            var wait = due is { } next && next - now < LongestWait ? next - now : LongestWait;
            using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(asked, Task.Delay(wait > ShortestWait ? wait : ShortestWait, _seams.Clock, woken.Token))
                .ConfigureAwait(false);
            await woken.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        lock (_lock) BeginWithinLock();
        var start = Timestamp.FromDateTimeOffset(Now);
        try
        {
            await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                start = Timestamp.FromDateTimeOffset(Now);
                lock (_lock) _status = _status with { Activity = ArchiveActivity.Running, Since = start, Progress = default };
                End(await AuditAsync(start, cancellationToken).ConfigureAwait(false));
            }
            finally
            {
                _places.Release();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            End(new PastRun { Start = start, End = null, Outcome = null, Failure = null });
            throw;
        }
    }

    private async Task<PastRun> AuditAsync(Timestamp start, CancellationToken cancellationToken)
    {
        _seams.Log.RunStarted(_archive.Name!);
        _ear?.RunBegins();
        var outcome = AuditOutcome.Failed;
        string? failure = null;
        try
        {
            outcome = await _seams.Run(_archive, new Progress(this), cancellationToken).ConfigureAwait(false);
            if (outcome == AuditOutcome.Failed) failure = ScheduledRun.ReportsFailed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _seams.Log.RunStopped(_archive.Name!);
            throw;
        }
        catch (Exception cause) when (cause is AuditFailedException or IOException or UnauthorizedAccessException)
        {
            failure = VisibleText.MakeVisible(cause.Message);
            _seams.Log.RunFailed(_archive.Name!, failure);
            _ear?.RunFails(failure);
        }
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            failure = $"internal error: {defect.GetType().Name}: {VisibleText.MakeVisible(defect.Message)}";
            _seams.Log.RunBroke(_archive.Name!, defect);
            _ear?.RunFails(failure);
        }

        _ear?.RunEnds(outcome);
        return new PastRun { Start = start, End = Timestamp.FromDateTimeOffset(Now), Outcome = outcome, Failure = failure };
    }

    private void BeginWithinLock()
    {
        if (_run is not null) return;
        _run = new TaskCompletionSource<AuditOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        _status = _status with { Activity = ArchiveActivity.Waiting };
    }

    private void End(PastRun outcome)
    {
        lock (_lock)
        {
            _status = _status with { Activity = ArchiveActivity.Idle, Since = null, Progress = default, LastRun = outcome };
            if (outcome.Outcome is { } audited) _run!.TrySetResult(audited);
            else _run!.TrySetCanceled();
            _run = null;
            _asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private static DateTimeOffset TimeOf(Timestamp time) => time.ToDateTimeOffset();

    private sealed class Progress(ArchiveLoop loop) : IProgress<AuditProgress>
    {
        public void Report(AuditProgress value)
        {
            lock (loop._lock) loop._status = loop._status with { Progress = value };
        }
    }
}
