using System.Threading.Tasks.Dataflow;

namespace SegmentPipeline;

/// <summary>The steps of an audit as a block that a host links into its own dataflow. When the last block that it was linked to has ended,
/// nobody takes steps any more: the audit stops.</summary>
#pragma warning disable CA1001 // A token source without a timer, a link or a wait handle has nothing to release.
internal sealed class AuditSource(int boundedCapacity) : ISourceBlock<ReportStep>
#pragma warning restore CA1001
{
    private readonly BufferBlock<ReportStep> _steps = new(new DataflowBlockOptions { BoundedCapacity = boundedCapacity });
    private readonly CancellationTokenSource _left = new();
    private int _links;

    /// <summary>Cancelled when nobody takes steps any more.</summary>
    internal CancellationToken Left => _left.Token;

    public Task Completion => _steps.Completion;

    internal Task<bool> SendAsync(ReportStep step, CancellationToken cancellationToken) => _steps.SendAsync(step, cancellationToken);

    public IDisposable LinkTo(ITargetBlock<ReportStep> target, DataflowLinkOptions linkOptions)
    {
        ArgumentNullException.ThrowIfNull(target);
        Interlocked.Increment(ref _links);
        var link = new Link(this, _steps.LinkTo(target, linkOptions));
        _ = target.Completion.ContinueWith(
            ended => link.End(ended.Exception),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return link;
    }

    public void Complete() => _steps.Complete();

    public void Fault(Exception exception) => ((IDataflowBlock)_steps).Fault(exception);

    public ReportStep? ConsumeMessage(DataflowMessageHeader messageHeader, ITargetBlock<ReportStep> target, out bool messageConsumed) =>
        ((ISourceBlock<ReportStep>)_steps).ConsumeMessage(messageHeader, target, out messageConsumed);

    public void ReleaseReservation(DataflowMessageHeader messageHeader, ITargetBlock<ReportStep> target) =>
        ((ISourceBlock<ReportStep>)_steps).ReleaseReservation(messageHeader, target);

    public bool ReserveMessage(DataflowMessageHeader messageHeader, ITargetBlock<ReportStep> target) =>
        ((ISourceBlock<ReportStep>)_steps).ReserveMessage(messageHeader, target);

    /// <summary>Stops the audit, and drops the steps that nobody has taken. After the end of the audit, with all steps taken, this changes
    /// nothing.</summary>
    private void Leave(Exception why)
    {
        _left.Cancel();
        Fault(why);
    }

    /// <summary>A link that counts until it is taken away or its target has ended.</summary>
    private sealed class Link(AuditSource source, IDisposable inner) : IDisposable
    {
        private int _hasEnded;

        /// <summary>Taking a link away leaves the source open for another one.</summary>
        public void Dispose()
        {
            inner.Dispose();
            if (Interlocked.Exchange(ref _hasEnded, 1) == 0) Interlocked.Decrement(ref source._links);
        }

        internal void End(Exception? fault)
        {
            if (Interlocked.Exchange(ref _hasEnded, 1) != 0) return;
            if (Interlocked.Decrement(ref source._links) == 0)
                source.Leave(fault?.GetBaseException() ?? new OperationCanceledException("the last block that took the steps has ended"));
        }
    }
}
