using System.Threading.Tasks.Dataflow;

namespace SegmentPipeline;

/// <summary>A running audit: makes the plan, sends the hours into the line, and hands out the steps that come out of it.</summary>
/// <remarks>
/// The last stage counts the hours, and the audit fails if fewer arrive than were sent. A fault in any block stops the whole audit. The
/// reader of the steps gets the fault, also when the caller cancels, so nobody can take a broken audit for a finished one.
/// </remarks>
#pragma warning disable CA1001 // A token source without a timer, a link or a wait handle has nothing to release.
internal sealed class AuditGraph
#pragma warning restore CA1001
{
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _stop = new();
    private readonly AuditLine _line;
    private readonly BufferBlock<ReportStep[]> _output;

    /// <summary>Steps that nobody had taken when the audit failed: a block that faults drops them.</summary>
    private IList<ReportStep[]> _untaken = [];

    internal AuditGraph(IArchiveStore store, AuditRequest request, AuditContext context, ReportStage report, CancellationToken caller)
    {
        _caller = caller;
        _line = new AuditLine(store, request, context, report, _stop.Token);
        _output = new BufferBlock<ReportStep[]>(new DataflowBlockOptions { BoundedCapacity = 2 * context.Parallelism });
        var toOutput = _line.Steps.LinkTo(_output);

        // The steps that have reached the output stay; of the others none may follow once one is gone.
        _stop.Token.Register(() =>
        {
            toOutput.Dispose();
            _line.Drain();
        });
        foreach (var block in _line.Blocks)
            _ = block.Completion.ContinueWith(
                _ => _stop.Cancel(),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted,
                TaskScheduler.Default);
        var planner = new AuditPlanner(store, request);
        Completion = Task
            .Factory.StartNew(() => RunAsync(planner, report), CancellationToken.None, TaskCreationOptions.DenyChildAttach, _line.Scheduler)
            .Unwrap();
    }

    /// <summary>Ends when nothing of the audit runs any more. Never faults: the reader of the steps gets the fault.</summary>
    private Task Completion { get; }

    /// <summary>The steps as a block of their own, bounded; it ends with the summary, or faults.</summary>
    internal ISourceBlock<ReportStep> ToSource(int boundedCapacity)
    {
        var source = new AuditSource(boundedCapacity);
        _ = PumpAsync(source);
        return source;
    }

    /// <summary>Reads the steps; throws the exception with which the audit failed. A reader that leaves early stops the audit.</summary>
    internal async IAsyncEnumerable<ReportStep> ReadAllAsync()
    {
        try
        {
            while (await _output.OutputAvailableAsync(CancellationToken.None).ConfigureAwait(false))
            {
                while (_output.TryReceive(out var steps))
                {
                    foreach (var step in steps) yield return step;
                }
            }

            foreach (var step in _untaken.SelectMany(steps => steps)) yield return step;
            await _output.Completion.ConfigureAwait(false);
        }
        finally
        {
            if (!Completion.IsCompleted) await _stop.CancelAsync().ConfigureAwait(false);
            await Completion.ConfigureAwait(false);
        }
    }

    private async Task PumpAsync(AuditSource source)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_caller, source.Left);
        try
        {
            await foreach (var step in ReadAllAsync().ConfigureAwait(false)) await source.SendAsync(step, end.Token).ConfigureAwait(false);
            source.Complete();
        }
        catch (Exception exception)
        {
            var fault =
                _caller.IsCancellationRequested && exception is OperationCanceledException
                    ? new OperationCanceledException(_caller)
                    : exception;
            source.Fault(fault);
        }
    }

    private async Task RunAsync(AuditPlanner planner, ReportStage report)
    {
        // Let go of at the end: a host's token may outlive a thousand audits.
        using var directories = planner;
        using var activity = Tracing.Start("audit");
        using var link = _caller.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
        try
        {
            var plan = await planner.MakeAsync(_stop.Token).ConfigureAwait(false);
            var (stale, isMemoryGood) = await _line.CheckAsync(plan).ConfigureAwait(false);
            activity?.SetTag("segmentpipeline.hours", plan.HoursTotal);
            _ = _output.Post([report.Open(plan with { Findings = [.. plan.Findings, .. stale] })]);
            var sent = await _line.FeedAsync(plan, isMemoryGood).ConfigureAwait(false);
            await _line.Steps.Completion.ConfigureAwait(false);
            await _line.EndThreadsAsync().ConfigureAwait(false);
            planner.CheckEnd();
            if (!await _output.SendAsync([report.Close(sent)], _stop.Token).ConfigureAwait(false))
                throw new OperationCanceledException("the audit stopped before its summary was sent");
            _output.Complete();
        }
        catch (Exception exception)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            foreach (var block in _line.Blocks) await block.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _line.EndThreadsAsync().ConfigureAwait(false);
            if (_output.TryReceiveAll(out var untaken)) _untaken = untaken;
            var fault = FirstFault(exception);
            _ = Tracing.HasFailed(activity, fault);
            ((IDataflowBlock)_output).Fault(fault);
        }
    }

    /// <summary>The first fault in the order of the stages, unwrapped; else the caller's cancellation; else the exception of the run
    /// itself.</summary>
    private Exception FirstFault(Exception met)
    {
        var fault = _line
            .Blocks.Select(block => block.Completion.Exception?.Flatten().InnerExceptions[0])
            .FirstOrDefault(found => found is not null);
        if (fault is not null) return fault;
        return _caller.IsCancellationRequested && met is OperationCanceledException ? new OperationCanceledException(_caller) : met;
    }
}
