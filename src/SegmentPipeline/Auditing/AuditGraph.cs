using System.Threading.Tasks.Dataflow;

namespace SegmentPipeline;

/// <summary>The line that an audit's data takes, as a dataflow: hours → list → parse → select → stitch → report.</summary>
/// <remarks>
/// One message is one hour, or several that follow one another if they hold little; the end of a stream counts as an hour. Each message gives exactly one
/// output, and the last stage counts the hours. Every block is bounded, so a slow reader of its steps slows the disk. Order is kept from end to end. All stages share one scheduler,
/// so no more than the request's parallelism run at once. A fault anywhere stops all, and whoever reads the steps is told, also when the
/// caller cancels: nobody can take a broken audit for a finished one.
/// </remarks>
#pragma warning disable CA1001 // A token source without a timer, a link or a wait handle has nothing to release.
internal sealed class AuditGraph
#pragma warning restore CA1001
{
    /// <summary>After so many the thread goes back to the pool, where others of the host may be waiting for it.</summary>
    private const int MostMessagesInARow = 2;

    /// <summary>How many messages are listed ahead while the disk makes the audit wait. Here, 2.1 million names that no cache holds are listed in 1.00 of the time that one directory
    /// at once takes; with 2, 4, 8, 16, 32, 64 at once in 0.49, 0.31, 0.24, 0.20, 0.19, 0.16.</summary>
    private const int MostListedAhead = 32;

    /// <summary>How many messages have their sizes asked ahead: an hour's take a fifth of its listing.</summary>
    private const int MostSizedAhead = 8;

    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _stop = new();
    private readonly MemoryStage _memory;
    private readonly DiskThreads _listing;
    private readonly DiskThreads _sizing;
    private readonly BufferBlock<AheadWork<HourBatch[]>> _ahead;
    private readonly Func<HourWork[], HourBatch[]> _list;
    private readonly IDataflowBlock[] _stages;
    private readonly BufferBlock<HourAudit[]> _output;

    /// <summary>Steps that nobody had taken when the audit failed: a block that faults drops them.</summary>
    private IList<HourAudit[]> _untaken = [];

    internal AuditGraph(
        AuditPlanner planner, IDirectoryReader reader, AuditRequest request, ReportStage report, TimeProvider clock, CancellationToken caller)
    {
        _caller = caller;
        var spare = new SpareBatches();
        _memory = new MemoryStage(request, reader, spare, clock);
        var scheduler = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, request.Parallelism, MostMessagesInARow).ConcurrentScheduler;
        var runner = new StageRunner(request, spare, _stop.Token);
        var lister = new ListStage(reader);
        var selector = new BestStage(reader);
        var stitcher = new StitchStage(request, Timestamp.FromDateTimeOffset(clock.GetUtcNow()), new HourReading(reader).Read);

        _listing = new DiskThreads(reader, MostListedAhead);
        _sizing = new DiskThreads(reader, MostSizedAhead);
        _ahead = new(new DataflowBlockOptions { BoundedCapacity = MostListedAhead, CancellationToken = _stop.Token });
        var listAll = _memory.RecallOr(lister.List);
        _list = works => Listed(runner.Begin("list", works, listAll));
        var list = new TransformBlock<AheadWork<HourBatch[]>, HourBatch[]>(listed => listed.ResultAsync(), Options(request.Parallelism));
        var parse = new TransformBlock<HourBatch[], SizedHours>(
            hours => Size(runner.Run("parse", hours, ParseAndAsk), works => runner.Prepare("select", works, selector.AskSizes)), Options(request.Parallelism));
        var selectSized = _memory.DigestAfter(selector.SelectSized);
        var sizeAndSelect = _memory.DigestAfter(selector.SizeAndSelect);
        var select = new TransformBlock<SizedHours, HourBatch[]>(
            async sized => sized.Sizes.TryClaim()
                ? _sizing.Watch(() => runner.Run("select", sized.Hours, sizeAndSelect))
                : runner.Run("select", await sized.Sizes.ResultAsync().ConfigureAwait(true), selectSized),
            Options(request.Parallelism, MostSizedAhead));
        var stitch = new TransformBlock<HourBatch[], HourAudit[]>(hours => runner.Finish("stitch", hours, _memory.RememberBefore(stitcher.Stitch)), Options(1));
        var reporting = new TransformBlock<HourAudit[], HourAudit[]>(steps => runner.Run("report", steps, report.Count), Options(1));
        _output = new BufferBlock<HourAudit[]>(new DataflowBlockOptions { BoundedCapacity = 2 * request.Parallelism });

        var link = new DataflowLinkOptions { PropagateCompletion = true };
        _ahead.LinkTo(list, link);
        list.LinkTo(parse, link);
        parse.LinkTo(select, link);
        select.LinkTo(stitch, link);
        stitch.LinkTo(reporting, link);
        var toOutput = reporting.LinkTo(_output);
        _stages = [_ahead, list, parse, select, stitch, reporting];
        _stop.Token.Register(() => Drain(toOutput));
        foreach (var stage in _stages) _ = stage.Completion.ContinueWith(_ => _stop.Cancel(), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        Completion = Task.Factory.StartNew(() => RunAsync(planner, report, runner, scheduler), CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();

        ExecutionDataflowBlockOptions Options(int parallelism, int ahead = 0) => new()
        {
            BoundedCapacity = 2 * request.Parallelism + ahead,
            MaxDegreeOfParallelism = parallelism,
            MaxMessagesPerTask = MostMessagesInARow,
            SingleProducerConstrained = true,
            CancellationToken = _stop.Token,
            TaskScheduler = scheduler,
        };
    }

    /// <summary>Ends when nothing of the audit runs any more. Never faults: whoever reads the steps is told.</summary>
    private Task Completion { get; }

    /// <summary>The steps as a block of their own, bounded; it ends with the summary, or faults.</summary>
    internal ISourceBlock<HourAudit> ToSource(int boundedCapacity)
    {
        var source = new BufferBlock<HourAudit>(new DataflowBlockOptions { BoundedCapacity = boundedCapacity });
        _ = PumpAsync(source);
        return source;
    }

    /// <summary>Reads the steps; throws what the audit failed with. A reader that leaves early stops the audit.</summary>
    internal async IAsyncEnumerable<HourAudit> ReadAllAsync()
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

    private async Task PumpAsync(BufferBlock<HourAudit> source)
    {
        try
        {
            await foreach (var step in ReadAllAsync().ConfigureAwait(false)) await source.SendAsync(step, _caller).ConfigureAwait(false);
            source.Complete();
        }
        catch (Exception exception)
        {
            var fault = _caller.IsCancellationRequested && exception is OperationCanceledException ? new OperationCanceledException(_caller) : exception;
            ((IDataflowBlock)source).Fault(fault);
        }
    }

    private async Task RunAsync(AuditPlanner planner, ReportStage report, StageRunner runner, TaskScheduler scheduler)
    {
        // Let go of at the end: a host's token may outlive a thousand audits.
        using var directories = planner;
        using var link = _caller.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
        try
        {
            var plan = planner.Make(_stop.Token);
            runner.HoursTotal = plan.HoursTotal;
            var stale = _memory.Check(plan, _listing, scheduler, _stop.Token);
            _ = _output.Post([report.Open(plan with { Findings = [.. plan.Findings, .. stale] })]);
            var sent = await FeedAsync(plan, runner, isMemoryGood: _memory.IsReliable).ConfigureAwait(false);
            await _stages[^1].Completion.ConfigureAwait(false);
            await EndThreadsAsync().ConfigureAwait(false);
            planner.CheckEnd();
            await SendAsync(_output, [report.Close(sent)]).ConfigureAwait(false);
            _output.Complete();
        }
        catch (Exception exception)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            foreach (var stage in _stages) await stage.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await EndThreadsAsync().ConfigureAwait(false);
            if (_output.TryReceiveAll(out var untaken)) _untaken = untaken;
            ((IDataflowBlock)_output).Fault(FirstFault(exception));
        }
    }

    /// <summary>A block that has taken all of its input does not notice a cancellation while it waits to hand on its output. The steps that
    /// have reached the output stay; of the others none may follow once one is gone.</summary>
    private void Drain(IDisposable toOutput)
    {
        toOutput.Dispose();
        Drain<AheadWork<HourBatch[]>>();
        Drain<SizedHours>();
        Drain<HourBatch[]>();
        Drain<HourAudit[]>();
    }

    private void Drain<T>()
    {
        foreach (var stage in _stages.OfType<ISourceBlock<T>>()) stage.LinkTo(DataflowBlock.NullTarget<T>());
    }

    /// <summary>Sends the work from a loop, one message at a time, waiting whenever the first stage is full.</summary>
    private async Task<long> FeedAsync(AuditPlan plan, StageRunner runner, bool isMemoryGood)
    {
        long sent = 0;
        var message = new List<HourWork>();
        foreach (var work in plan.Works)
        {
            message.Add(isMemoryGood ? _memory.WithKnown(work) : work);
            if (message.Count < runner.HoursOfMessage) continue;
            await SendAsync(message.ToArray()).ConfigureAwait(false);
            sent += message.Count;
            message.Clear();
        }

        if (message.Count > 0) await SendAsync(message.ToArray()).ConfigureAwait(false);
        _ahead.Complete();
        return sent + message.Count;
    }

    private Task SendAsync(HourWork[] works) => SendAsync(_ahead, _listing.Offer(() => _list(works)));

    private HourBatch[] Listed(HourBatch[] hours)
    {
        _listing.NoteBytes(hours.Sum(hour => hour.Names.ByteCount));
        return hours;
    }

    private static void ParseAndAsk(HourBatch hour)
    {
        NameStage.Parse(hour);
        BestStage.FindQuestions(hour);
    }

    /// <summary>The hours with the asking for their sizes, which may be done ahead if there are any.</summary>
    private SizedHours Size(HourBatch[] hours, Func<HourBatch[], HourBatch[]> ask) => new(hours, hours.Any(hour => hour.Questions.Count > 0)
        ? _sizing.Offer(() => ask(hours))
        : new AheadWork<HourBatch[]>(_sizing, () => hours));

    private Task EndThreadsAsync()
    {
        _listing.End();
        _sizing.End();
        return Task.WhenAll(_listing.Completion, _sizing.Completion);
    }

    private async Task SendAsync<T>(ITargetBlock<T> target, T message)
    {
        if (await target.SendAsync(message, _stop.Token).ConfigureAwait(false)) return;
        throw new OperationCanceledException("the audit stopped before all of its work was sent");
    }

    /// <summary>The first fault in the order of the stages, unwrapped; else the caller's cancellation; else what the run met itself.</summary>
    private Exception FirstFault(Exception met)
    {
        var fault = _stages.Select(stage => stage.Completion.Exception?.Flatten().InnerExceptions[0]).FirstOrDefault(found => found is not null);
        if (fault is not null) return fault;
        return _caller.IsCancellationRequested && met is OperationCanceledException ? new OperationCanceledException(_caller) : met;
    }
}
