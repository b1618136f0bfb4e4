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
    private ArchiveReplicas _status;

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

    private TimeSpan Pause => _archive.Fill?.Every ?? ComparingPause;

    private Timestamp Now => Timestamp.FromDateTimeOffset(_seams.Clock.GetUtcNow());

    /// <summary>Goes on until it is cancelled. A pass that fails is told, and does not end it.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var name in _names) _seams.Metrics?.AddFilled(_archive.Name!, name, default);
        while (true)
        {
            await PassAsync(cancellationToken).ConfigureAwait(false);
            await Task.Delay(Pause, _seams.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task PassAsync(CancellationToken cancellationToken)
    {
        var tally = new PassTally(_names) { Fill = new FillRunTally(_archive.Audit.Tolerance) };
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
        catch (Exception cause) when (cause is FillException or AuditFailedException or IOException or UnauthorizedAccessException)
        {
            failure = VisibleText.MakeVisible(cause.Message);
        }
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            failure = $"internal error: {defect.GetType().Name}: {VisibleText.MakeVisible(defect.Message)}";
            broken = defect;
        }

        await RecordAsync(tally, started, LedgerRunStatus.Failed).ConfigureAwait(false);
        End(tally, failure);
        if (broken is not null) _lines.AddDefect(broken);
        else _lines.Add(tally, failure, _seams.Clock.GetElapsedTime(start));
    }

    /// <summary>Has the ledger record what a pass has filled.</summary>
    private Task RecordAsync(PassTally tally, Timestamp started, LedgerRunStatus withoutEnd)
    {
        if (_seams.Fills is not { } fills) return Task.CompletedTask;
        var fill = tally.Fill.ToFill(started, Now, withoutEnd);
        return OwnThread.RunAsync(() =>
        {
            fills.Add(fill);
            return true;
        });
    }

    private void End(PassTally tally, string? failure)
    {
        var now = Now;
        lock (_lock)
        {
            _pass = null;
            _status = _status.After(tally, now) with { IsRunning = false, Failure = failure, Next = now + Pause };
        }

        _seams.Ear?.CopiesAnswer(_names, tally);
        if (_seams.Metrics is not { } metrics) return;
        for (var at = 0; at < _names.Count; at++) metrics.AddFilled(_archive.Name!, _names[at], tally.Replicas[at].Counts);
        if (tally.Compared is not { } compared) return;
        metrics.SetHoles(_archive.Name!, compared.Microseconds.ToTimes(), compared.Complete ? now.ToDateTimeOffset() : null);
    }
}
