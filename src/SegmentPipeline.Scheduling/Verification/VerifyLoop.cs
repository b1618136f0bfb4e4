using SegmentPipeline.Hosting;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Scheduling;

/// <summary>Verifies one archive again and again. Never two passes at once.</summary>
internal sealed class VerifyLoop
{
    /// <summary>A run that began further ahead of now than this was begun by a wrong clock.</summary>
    private static readonly TimeSpan MostAhead = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly ScheduledArchive _archive;
    private readonly VerifySeams _seams;
    private readonly VerifyPace _pace;
    private readonly ReadingGate _gate;
    private VerificationFigures _figures;
    private CauseCounts _corrupt = CauseCounts.None;
    private VerificationStatus _status = new();
    private VerifyTally? _pass;
    private TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="archive">The archive; it is to be verified.</param>
    /// <param name="seams">What it works with.</param>
    internal VerifyLoop(ScheduledArchive archive, VerifySeams seams)
    {
        _archive = archive;
        _seams = seams;
        _pace = new VerifyPace(archive);
        _gate = new ReadingGate(archive.Verify!.Window, archive.TimeZone, seams.IsAudited, seams.Clock);
        _figures = new VerificationFigures { Corrupt = CauseCounts.None.ToWords() };
    }

    internal ScheduledArchive Archive => _archive;

    /// <summary>Whether a pass is under way.</summary>
    internal bool IsRunning => Status.Activity == ArchiveActivity.Running;

    /// <summary>How the archive is being verified now.</summary>
    internal VerificationStatus Status
    {
        get
        {
            lock (_lock) return _status with { Progress = _pass?.Progress ?? default };
        }
    }

    private DateTimeOffset Now => _seams.Clock.GetUtcNow();

    /// <summary>Asks for a pass now, or as soon as files may be read.</summary>
    /// <returns>False if one is under way or asked for already.</returns>
    internal bool TryStart()
    {
        lock (_lock)
        {
            if (_status.Activity != ArchiveActivity.Idle) return false;
            _status = _status with { Activity = ArchiveActivity.Waiting };
            _asked.TrySetResult();
            return true;
        }
    }

    /// <summary>Goes on until it is cancelled. A pass that fails is told, and does not end it.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        _seams.Metrics?.AddVerified(_archive.Name!, 0, 0);
        var history = await RecallAsync().ConfigureAwait(false);
        var due = FirstDue(history?.Last);
        while (true)
        {
            await WaitAsync(due, cancellationToken).ConfigureAwait(false);
            lock (_lock) _status = _status with { Activity = ArchiveActivity.Waiting, Due = null };
            await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            var began = Now;
            await PassAsync(cancellationToken).ConfigureAwait(false);
            due = _pace.NextAfter(_pace.IsScheduled ? began : Now);
        }
    }

    /// <summary>When the first pass begins: at once, if the last one was cut off or an occurrence was missed. An archive with a schedule
    /// that was never verified has missed nothing.</summary>
    private DateTimeOffset? FirstDue(LedgerRun? last)
    {
        var now = Now;
        if (last is null) return _pace.IsScheduled ? _pace.NextAfter(now) : now;
        if (last.Status is LedgerRunStatus.Running or LedgerRunStatus.Cancelled or LedgerRunStatus.Killed) return now;
        var basis = (_pace.IsScheduled ? last.Started : last.Ended ?? last.Started).ToDateTimeOffset();
        return _pace.NextAfter(basis > now + MostAhead ? now : basis);
    }

    /// <summary>Waits until a pass is due or asked for; the clock may be set meanwhile.</summary>
    private async Task WaitAsync(DateTimeOffset? due, CancellationToken cancellationToken)
    {
        Task asked;
        lock (_lock)
        {
            _status = _status with { Due = due is { } moment ? Timestamp.FromDateTimeOffset(moment) : null };
            asked = _asked.Task;
        }

        while (!asked.IsCompleted && (due - Now ?? ReadingGate.LongestWait) is var wait && wait > TimeSpan.Zero)
        {
            using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(asked, Task.Delay(ReadingGate.Clamp(wait), _seams.Clock, woken.Token)).ConfigureAwait(false);
            await woken.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task PassAsync(CancellationToken cancellationToken)
    {
        var tally = new VerifyTally(_archive.Name!, _archive.Verify!.Level, _seams.Metrics);
        var start = _seams.Clock.GetTimestamp();
        string? failure = null;
        Begin(tally);
        try
        {
            await _seams.Pass(new VerifyPass(tally, _gate, AddCorrupt), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _seams.Log.VerifyStopped(_archive.Name!);
            BeIdle(failure: null);
            throw;
        }
        catch (Exception cause) when (cause is AuditFailedException or IOException or UnauthorizedAccessException
            or PlatformNotSupportedException)
        {
            failure = VisibleText.MakeVisible(cause.Message);
            _seams.Log.VerifyFailed(_archive.Name!, failure);
        }
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            failure = $"internal error: {defect.GetType().Name}";
            _seams.Log.VerifyBroke(_archive.Name!, defect);
        }

        await RecallAsync().ConfigureAwait(false);
        if (failure is null) End(tally, _seams.Clock.GetElapsedTime(start));
        BeIdle(failure);
    }

    private void Begin(VerifyTally tally)
    {
        lock (_lock)
        {
            _pass = tally;
            _status = _status with { Activity = ArchiveActivity.Running, Since = Timestamp.FromDateTimeOffset(Now) };
        }
    }

    private void BeIdle(string? failure)
    {
        lock (_lock)
        {
            _pass = null;
            _status = _status with { Activity = ArchiveActivity.Idle, Since = null, Failure = failure };
            _asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Reads what the ledger knows, and tells it to the metrics. A ledger that cannot be read is told once more by the next
    /// pass.</summary>
    private async Task<VerifyHistory?> RecallAsync()
    {
        try
        {
            var history = await OwnThread.RunAsync(_seams.Recall).ConfigureAwait(false);
            _corrupt = history.Corrupt;
            lock (_lock) _status = _status with { Last = history.Last };
            Publish(_figures with
            {
                Corrupt = _corrupt.ToWords(),
                Unreadable = history.Last?.Verification?.Unreadable ?? _figures.Unreadable,
                EndedAt = EndOf(history.Last) ?? _figures.EndedAt,
            });
            return history;
        }
        catch (Exception cause) when (cause is not OutOfMemoryException)
        {
            _seams.Log.VerifyHistoryUnreadable(_archive.Name!, VisibleText.MakeVisible(cause.Message));
            return null;
        }
    }

    private void End(VerifyTally tally, TimeSpan elapsed)
    {
        if (tally.Summary is not { } summary) return;
        var oldest = summary.OldestUnverified;
        Publish(_figures with
        {
            Unreadable = summary.Unreadable,
            Bound = tally.BoundWith(_corrupt.Files),
            OldestUnverified = oldest is { } age ? Now - age : null,
            EndedAt = Now,
        });
        _seams.Ear?.Verified(_figures.OldestUnverified);
        VerifyLines.Add(_seams.Log, _archive.Name!, summary, elapsed);
    }

    /// <summary>Told while a pass goes on.</summary>
    private void AddCorrupt(CauseCounts change)
    {
        _corrupt += change;
        Publish(_figures with { Corrupt = _corrupt.ToWords() });
    }

    private void Publish(VerificationFigures figures)
    {
        _figures = figures;
        _seams.Metrics?.SetVerification(_archive.Name!, figures);
    }

    private static DateTimeOffset? EndOf(LedgerRun? run) =>
        run is { Status: LedgerRunStatus.Complete or LedgerRunStatus.Incomplete or LedgerRunStatus.Budget, Ended: { } ended }
            ? ended.ToDateTimeOffset()
            : null;
}
