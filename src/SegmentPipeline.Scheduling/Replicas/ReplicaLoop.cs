using SegmentPipeline.Ledger;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>Compares one archive with its other copies, and fills it if that is configured, again and again. Never two passes at
/// once.</summary>
internal sealed class ReplicaLoop
{
    /// <summary>How long it waits where nothing is filled: comparing alone is for who looks at it.</summary>
    internal static readonly TimeSpan ComparingPause = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly ScheduledArchive _archive;
    private readonly ReplicaSeams _seams;
    private readonly ReplicaLines _lines;
    private readonly IReadOnlyList<string> _names;
    private PassTally? _pass;
    private FillPlanTally? _plan;
    private ArchiveReplicas _status;
    private FillingStatus? _filling;
    private FillActivity? _asked;
    private TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="archive">The archive; it has other copies.</param>
    /// <param name="seams">What it works with.</param>
    internal ReplicaLoop(ScheduledArchive archive, ReplicaSeams seams)
    {
        _archive = archive;
        _seams = seams;
        _lines = new ReplicaLines(archive, seams.Log);
        _names = [.. archive.Replicas.Select(replica => replica.Name!)];
        _status = new ArchiveReplicas
        {
            Name = archive.Name!,
            Replicas = [.. archive.Replicas.Select(replica => new ReplicaStatus { Name = replica.Name!, Location = replica.Location! })],
            Fill = archive.Fill is null ? null : new FillStatus(),
        };
        if (archive.Fill is { } fill) _filling = new FillingStatus { OnlyWhenAsked = fill.OnlyWhenAsked };
    }

    internal ScheduledArchive Archive => _archive;

    /// <summary>What is known now.</summary>
    internal ArchiveReplicas Status
    {
        get
        {
            lock (_lock)
            {
                return _status.Fill is { } fill && _pass is { } pass
                    ? _status with { Fill = fill with { Progress = pass.Progress } }
                    : _status;
            }
        }
    }

    /// <summary>How the archive is being filled now; null if it is not.</summary>
    internal FillingStatus? Filling
    {
        get
        {
            lock (_lock)
            {
                return _filling is null ? null : _filling with
                {
                    Asked = _asked ?? FillActivity.Idle,
                    Progress = _pass?.Progress ?? _plan?.Progress ?? default,
                    Next = _status.Next,
                    Last = _status.Fill!.Last,
                    Ended = _status.Fill.Ended,
                };
            }
        }
    }

    private TimeSpan Pause => _archive.Fill is { OnlyWhenAsked: false } fill ? fill.Every : ComparingPause;

    private Timestamp Now => Timestamp.FromDateTimeOffset(_seams.Clock.GetUtcNow());

    /// <summary>Asks for a filling now.</summary>
    /// <returns>False if something is under way or asked for already, or the archive is not filled.</returns>
    internal bool TryFill() => TryAsk(FillActivity.Filling);

    /// <summary>Asks for a plan of a filling now.</summary>
    /// <returns>False if something is under way or asked for already, or the archive is not filled.</returns>
    internal bool TryPlan() => TryAsk(FillActivity.Planning);

    /// <summary>Goes on until it is cancelled. A pass that fails is told, and does not end it.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var name in _names) _seams.Metrics?.AddFilled(_archive.Name!, name, default);
        while (true)
        {
            var asked = TakeAsked();
            if (asked == FillActivity.Planning) await PlanAsync(cancellationToken).ConfigureAwait(false);
            else await PassAsync(asked == FillActivity.Filling, cancellationToken).ConfigureAwait(false);
            await WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private bool TryAsk(FillActivity activity)
    {
        lock (_lock)
        {
            if (_filling is null || _filling.Activity != FillActivity.Idle || _asked is not null) return false;
            _asked = activity;
            _woken.TrySetResult();
            return true;
        }
    }

    private FillActivity? TakeAsked()
    {
        lock (_lock)
        {
            var asked = _asked;
            _asked = null;
            _woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _filling = _filling is null ? null : _filling with
            {
                Activity = asked ?? (_filling.OnlyWhenAsked ? FillActivity.Comparing : FillActivity.Filling),
                Since = Now,
            };
            return asked;
        }
    }

    /// <summary>Waits until the next pass is due, or something is asked for.</summary>
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        Task woken;
        TimeSpan wait;
        lock (_lock)
        {
            woken = _woken.Task;
            wait = _status.Next is { } next ? next - Now : TimeSpan.Zero;
        }

        if (woken.IsCompleted || wait <= TimeSpan.Zero) return;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // The clock may have been set back meanwhile.
        await Task.WhenAny(woken, Task.Delay(wait < Pause ? wait : Pause, _seams.Clock, end.Token)).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task PlanAsync(CancellationToken cancellationToken)
    {
        var tally = new FillPlanTally(_names);
        lock (_lock) _plan = tally;
        PlannedFill? plan = null;
        string? failure = null;
        try
        {
            plan = await _seams.Plan!(tally, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception cause) when (IsToldOf(cause))
        {
            failure = VisibleText.MakeVisible(cause.Message);
        }
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            failure = TextOf(defect);
            _lines.AddDefect(defect);
        }

        lock (_lock)
        {
            _plan = null;
            _filling = _filling! with { Activity = FillActivity.Idle, Since = null, Plan = plan, PlanFailure = failure };
        }
    }

    private async Task PassAsync(bool isAsked, CancellationToken cancellationToken)
    {
        var tally = new PassTally(_names) { Fill = new FillRunTally(_archive.Audit.Tolerance), IsAsked = isAsked };
        var started = Now;
        lock (_lock)
        {
            _pass = tally;
            _status = _status with { IsRunning = true, Next = null };
        }

        var start = _seams.Clock.GetTimestamp();
        string? failure = null;
        Exception? broken = null;
        try
        {
            await _seams.Pass(tally, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await RecordAsync(tally, started, LedgerRunStatus.Cancelled).ConfigureAwait(false);
            throw;
        }
        catch (Exception cause) when (IsToldOf(cause))
        {
            failure = VisibleText.MakeVisible(cause.Message);
        }
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            failure = TextOf(defect);
            broken = defect;
        }

        await RecordAsync(tally, started, LedgerRunStatus.Failed).ConfigureAwait(false);
        await NoteAsync(tally, started).ConfigureAwait(false);
        Tell(tally);
        if (broken is not null) _lines.AddDefect(broken);
        else _lines.Add(tally, failure, _seams.Clock.GetElapsedTime(start));
        End(tally, failure);
    }

    /// <summary>Whether it is a failure that can happen, and no defect.</summary>
    private static bool IsToldOf(Exception cause) =>
        cause is FillException or AuditFailedException or IOException or UnauthorizedAccessException;

    private static string TextOf(Exception defect) =>
        $"internal error: {defect.GetType().Name}: {VisibleText.MakeVisible(defect.Message)}";

    /// <summary>Has the ledger record what a pass has filled.</summary>
    private Task RecordAsync(PassTally tally, Timestamp started, LedgerRunStatus withoutEnd)
    {
        if (_seams.Fills is not { } fills || (_archive.Fill is { OnlyWhenAsked: true } && !tally.IsAsked)) return Task.CompletedTask;
        var fill = tally.Fill.ToFill(started, Now, withoutEnd);
        return OwnThread.RunAsync(() =>
        {
            fills.Add(fill);
            return true;
        });
    }

    /// <summary>Has the ledger note what a comparison that came to its end said of holes.</summary>
    /// <param name="tally">What the pass told.</param>
    /// <param name="compared">When it began: what changed since it may not have seen.</param>
    private Task NoteAsync(PassTally tally, Timestamp compared)
    {
        if (_seams.Verdicts is not { } verdicts || tally.Compared is null) return Task.CompletedTask;
        return OwnThread.RunAsync(() =>
        {
            verdicts.Take(tally.Verdicts, compared);
            return true;
        });
    }

    /// <summary>Tells the ear and the metrics what a pass has found. Whoever sees that the pass has ended finds it told.</summary>
    private void Tell(PassTally tally)
    {
        _seams.Ear?.CopiesAnswer(_names, tally);
        if (_seams.Metrics is not { } metrics) return;
        for (var at = 0; at < _names.Count; at++) metrics.AddFilled(_archive.Name!, _names[at], tally.Replicas[at].Counts);
        if (tally.Compared is not { } compared) return;
        metrics.SetHoles(_archive.Name!, compared.Microseconds.ToTimes(), compared.Complete ? Now.ToDateTimeOffset() : null);
    }

    private void End(PassTally tally, string? failure)
    {
        var now = Now;
        lock (_lock)
        {
            _pass = null;
            _status = _status.After(tally, now) with { IsRunning = false, Failure = failure, Next = now + Pause };
            if (_filling is not null)
            {
                // A comparison says nothing of how the last filling went.
                var ofFilling = _filling.Activity == FillActivity.Filling ? failure : _filling.Failure;
                _filling = _filling with { Activity = FillActivity.Idle, Since = null, Failure = ofFilling };
            }
        }
    }
}
