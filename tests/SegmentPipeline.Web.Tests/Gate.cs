using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web.Tests;

/// <summary>Holds every audit at its first record until it is opened.</summary>
internal sealed class Gate : IAuditListener
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task Reached => _reached.Task;

    internal void Open() => _open.TrySetResult();

    public async ValueTask TakeAsync(string archive, AuditRecord record, CancellationToken cancellationToken)
    {
        _reached.TrySetResult();
        await _open.Task.WaitAsync(cancellationToken);
    }
}
