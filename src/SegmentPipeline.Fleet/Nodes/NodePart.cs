using SegmentPipeline.Verification;

namespace SegmentPipeline.Fleet;

/// <summary>This node's part of one run, while it goes on and afterwards.</summary>
internal sealed class NodePart : IProgress<AuditProgress>, IProgress<VerificationProgress>, IDisposable
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop;
    private PartStatus _status;

    /// <param name="status">How it stands.</param>
    /// <param name="stopping">Stops it, too: the host stops.</param>
    internal NodePart(PartStatus status, CancellationToken stopping)
    {
        _status = status;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    }

    internal CancellationToken Stopped => _stop.Token;

    internal PartStatus Status
    {
        get
        {
            lock (_lock) return _status;
        }
    }

    /// <summary>Is done when it has come to its end.</summary>
    internal Task Ended => _ended.Task;

    /// <summary>Whether it has come to its end.</summary>
    internal bool HasEnded => Status.Phase is PartPhase.Answered or PartPhase.Unknown;

    public void Report(AuditProgress value)
    {
        lock (_lock) _status = _status with { Hours = value.HoursDone, Entries = value.Entries };
    }

    public void Report(VerificationProgress value)
    {
        lock (_lock) _status = _status with { Hours = value.HoursDone, Entries = value.Files };
    }

    /// <summary>It has read more.</summary>
    internal void Add(long hours, long entries)
    {
        lock (_lock) _status = _status with { Hours = _status.Hours + hours, Entries = _status.Entries + entries };
    }

    /// <summary>It has an answer.</summary>
    /// <param name="exit">How the run ends by it, if it does.</param>
    internal void End(int? exit)
    {
        lock (_lock) _status = _status with { Phase = PartPhase.Answered, Exit = exit };
        _ended.TrySetResult();
    }

    /// <summary>It will have none.</summary>
    internal void Fail(string cause)
    {
        lock (_lock) _status = _status with { Phase = PartPhase.Unknown, Cause = cause };
        _ended.TrySetResult();
    }

    internal void Stop() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();
}
