using System.Threading.Tasks.Dataflow;

namespace SegmentPipeline;

/// <summary>The line that an audit's data takes, block by block: hours → recall → list → parse → select → reread →
/// stitch → remember → report. An audit without a memory has no recall, reread and remember.</summary>
/// <remarks>
/// One message is one hour, or several that follow one another if they hold little; the end of a stream counts as an hour. Each message
/// gives exactly one output. Every block is bounded, so a slow reader slows the disk, and order is kept from end to end. All blocks share
/// one scheduler, so at most as many run at once as the context's parallelism says. While the disk makes the audit wait, further threads
/// (<see cref="DiskThreads"/>) recall, list and size hours ahead.
/// </remarks>
internal sealed class AuditLine
{
    /// <summary>After this many messages the thread goes back to the pool, where other work of the host may be waiting for it.</summary>
    private const int MostMessagesInARow = 2;

    /// <summary>How many messages are listed ahead while the disk makes the audit wait. Here, 2.1 million names that no cache holds are
    /// listed in 1.00 of the time that one directory at once takes; with 2, 4, 8, 16, 32, 64 at once in 0.49, 0.31, 0.24, 0.20, 0.19,
    /// 0.16.</summary>
    private const int MostListedAhead = 32;

    /// <summary>How many messages have their sizes asked ahead: an hour's take a fifth of its listing.</summary>
    private const int MostSizedAhead = 8;

    private static readonly DataflowLinkOptions Onwards = new() { PropagateCompletion = true };

    private readonly AuditContext _context;
    private readonly CancellationToken _stop;
    private readonly StageRunner _runner;
    private readonly DiskThreads _recalling;
    private readonly DiskThreads _listing;
    private readonly DiskThreads _sizing;
    private readonly AuditMemory? _memory;
    private readonly AuditTrust _trust;
    private readonly RecallStage? _recaller;
    private readonly ListStage _lister;
    private readonly NamesStage? _names;
    private readonly SelectStage _selector;
    private readonly HourReading _reading;
    private readonly SpareBuffers _spare = new();
    private readonly BufferBlock<AheadWork<HourBuffers[]>> _hours;
    private readonly List<IDataflowBlock> _blocks = [];

    internal AuditLine(IArchiveStore store, AuditRequest request, AuditContext context, ReportStage report, CancellationToken stop)
    {
        (_context, _stop, _trust) = (context, stop, request.Trust);
        var clock = context.TimeProvider!;
        Scheduler = new ConcurrentExclusiveSchedulerPair(
            TaskScheduler.Default,
            context.Parallelism,
            MostMessagesInARow
        ).ConcurrentScheduler;
        _runner = new StageRunner(context, _spare, stop);
        _recalling = new DiskThreads(store, MostListedAhead);
        _listing = new DiskThreads(store, MostListedAhead);
        _sizing = new DiskThreads(store, MostSizedAhead);
        _lister = new ListStage(store, context.Digests is null ? null : clock, context.Tombstones);
        (_selector, _reading) = (new SelectStage(store), new HourReading(store));
        if (context.Digests is { } digests) _names = new NamesStage(digests);
        _memory = AuditMemory.From(context.Memory, request.ToleranceMicroseconds);
        if (_memory is not null) _recaller = new RecallStage(_memory, store, clock);

        var now = Timestamp.FromDateTimeOffset(clock.GetUtcNow());
        _hours = new(new DataflowBlockOptions { BoundedCapacity = MostListedAhead, CancellationToken = stop });
        _blocks.Add(_hours);
        var selected = Then(Then(Then(_recaller is null ? _hours : Then(_hours, Recall()), List()), Parse()), Select());
        if (_memory is not null) selected = Then(selected, Reread(new RereadStage(request, now, _reading)));
        var stitched = Then(selected, Stitch(new StitchStage(request, now)));
        if (_memory is not null) stitched = Then(stitched, Remember(new RememberStage(_memory)));
        Steps = Then(stitched, Report(report));
    }

    /// <summary>What the blocks run on.</summary>
    internal TaskScheduler Scheduler { get; }

    /// <summary>All blocks, in the order of the line.</summary>
    internal IReadOnlyList<IDataflowBlock> Blocks => _blocks;

    /// <summary>What comes out at the end.</summary>
    internal ISourceBlock<ReportStep[]> Steps { get; }

    /// <summary>Compares hours with what is remembered of them, before any is sent.</summary>
    /// <param name="plan">All hours.</param>
    /// <returns>The hours that are not as they are remembered, and whether what is remembered of the others can be relied on.</returns>
    internal async Task<(IReadOnlyList<StaleLedgerFinding> Stale, bool IsMemoryGood)> CheckAsync(AuditPlan plan)
    {
        if (_memory is null) return ([], false);
        var check = new MemoryCheck(_memory, _recaller!, _reading, _spare, _listing);
        var options = new ParallelOptions
        {
            CancellationToken = _stop,
            MaxDegreeOfParallelism = _context.Parallelism,
            TaskScheduler = Scheduler,
        };
        return (await check.CheckAsync(plan, options).ConfigureAwait(false), check.IsReliable);
    }

    /// <summary>Sends the work of a plan from a loop, one message at a time, waiting whenever the first block is full.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="isMemoryGood">Whether hours are sent with what is known of them.</param>
    /// <returns>How many items of work were sent.</returns>
    internal async Task<long> FeedAsync(AuditPlan plan, bool isMemoryGood)
    {
        _runner.HoursTotal = plan.HoursTotal;
        long sent = 0;
        var message = new List<HourWork>();
        foreach (var work in plan.Works)
        {
            message.Add(_memory is null ? work : isMemoryGood ? _memory.WithKnown(work) : _memory.WithCorrupt(work));
            if (message.Count < _runner.HoursOfMessage) continue;
            await SendAsync(message.ToArray()).ConfigureAwait(false);
            sent += message.Count;
            message.Clear();
        }

        if (message.Count > 0) await SendAsync(message.ToArray()).ConfigureAwait(false);
        _hours.Complete();
        return sent + message.Count;
    }

    /// <summary>Drops what is left in the blocks. A block that has taken all of its input does not notice a cancellation while it waits to
    /// hand on its output.</summary>
    internal void Drain()
    {
        Drain<AheadWork<HourBuffers[]>>();
        Drain<SizedHours>();
        Drain<HourBuffers[]>();
        Drain<StitchedHour[]>();
        Drain<ReportStep[]>();
    }

    /// <summary>Ends the threads that read ahead.</summary>
    internal Task EndThreadsAsync()
    {
        DiskThreads[] all = [_recalling, _listing, _sizing];
        foreach (var threads in all) threads.End();
        return Task.WhenAll(all.Select(threads => threads.Completion));
    }

    private TransformBlock<AheadWork<HourBuffers[]>, AheadWork<HourBuffers[]>> Recall() =>
        new(async recalled =>
        {
            // What nobody has recalled ahead is recalled when it is listed: until then it needs no buffers.
            if (recalled.TryClaim()) return Listing(recalled.ClaimedAsync);
            var hours = await recalled.ResultAsync().ConfigureAwait(true);
            return Listing(() => new(hours));
        }, Options(_context.Parallelism, MostListedAhead));

    private TransformBlock<AheadWork<HourBuffers[]>, HourBuffers[]> List() =>
        new(listed => listed.ResultAsync(), Options(_context.Parallelism));

    private TransformBlock<HourBuffers[], SizedHours> Parse() =>
        new(hours => Sizing(_runner.Run("parse", hours, ParseAndAsk)), Options(_context.Parallelism));

    private TransformBlock<SizedHours, HourBuffers[]> Select() => new(SelectAsync, Options(_context.Parallelism, MostSizedAhead));

    private TransformBlock<HourBuffers[], HourBuffers[]> Reread(RereadStage stage) =>
        new(hours => _runner.RunAllAsync("reread", hours, stage.RereadAsync), Options(1));

    private TransformBlock<HourBuffers[], StitchedHour[]> Stitch(StitchStage stage) =>
        new(hours => _runner.Finish("stitch", hours, stage.Stitch), Options(1));

    private TransformBlock<StitchedHour[], StitchedHour[]> Remember(RememberStage stage) =>
        new(hours => _runner.Run("remember", hours, stage.Remember), Options(1));

    private TransformBlock<StitchedHour[], ReportStep[]> Report(ReportStage stage) =>
        new(hours => Array.ConvertAll(_runner.Run("report", hours, hour => stage.Count(hour.Step)), hour => hour.Step), Options(1));

    private ISourceBlock<TOut> Then<TIn, TOut>(ISourceBlock<TIn> from, IPropagatorBlock<TIn, TOut> to)
    {
        from.LinkTo(to, Onwards);
        _blocks.Add(to);
        return to;
    }

    private ExecutionDataflowBlockOptions Options(int parallelism, int ahead = 0) => new()
    {
        BoundedCapacity = 2 * _context.Parallelism + ahead,
        MaxDegreeOfParallelism = parallelism,
        MaxMessagesPerTask = MostMessagesInARow,
        SingleProducerConstrained = true,
        CancellationToken = _stop,
        TaskScheduler = Scheduler,
    };

    private async Task SendAsync(HourWork[] works)
    {
        var first = _recaller is null
            ? Listing(() => new(_runner.Begin(works)))
            : _recalling.Offer(() => _runner.RunAsync("recall", _runner.Begin(works), _recaller.RecallAsync));
        if (await _hours.SendAsync(first, _stop).ConfigureAwait(false)) return;
        throw new OperationCanceledException("the audit stopped before all of its work was sent");
    }

    /// <summary>The listing of hours, which may be done ahead, and what is to be done with them before.</summary>
    private AheadWork<HourBuffers[]> Listing(Func<ValueTask<HourBuffers[]>> begun) => _listing.Offer(async () =>
    {
        var hours = await _runner.RunAsync("list", await begun().ConfigureAwait(true), _lister.ListAsync).ConfigureAwait(true);
        _runner.NoteSize(hours);
        _listing.NoteBytes(hours.Sum(hour => hour.Names.ByteCount));
        return hours;
    });

    private void ParseAndAsk(HourBuffers hour)
    {
        ParseStage.Parse(hour);
        _names?.Keep(hour);
        SelectStage.FindQuestions(hour);
    }

    /// <summary>The hours with the asking for their sizes, which may be done ahead if there are any.</summary>
    private SizedHours Sizing(HourBuffers[] hours) => new(hours, hours.Any(hour => hour.Questions.Count > 0)
        ? _sizing.Offer(() => _runner.RunAsync("select", hours, _selector.AskSizesAsync, isEntered: false))
        : new AheadWork<HourBuffers[]>(_sizing, () => new(hours)));

    private async Task<HourBuffers[]> SelectAsync(SizedHours sized)
    {
        var selected = sized.Sizes.TryClaim()
            ? await _sizing.WatchAsync(() => _runner.RunAsync("select", sized.Hours, _selector.SizeAndSelectAsync)).ConfigureAwait(true)
            : await _runner
                .RunAsync("select", await sized.Sizes.ResultAsync().ConfigureAwait(true), _selector.SelectSizedAsync)
                .ConfigureAwait(true);
        return _memory is null ? selected : _runner.Run("digest", selected, Digest);
    }

    /// <summary>What is remembered of an hour does not depend on which of its files are corrupt.</summary>
    private void Digest(HourBuffers hour)
    {
        hour.Digest = _memory!.DigestOf(hour);
        CorruptSegments.Find(hour, _trust);
    }

    private void Drain<T>()
    {
        foreach (var block in _blocks.OfType<ISourceBlock<T>>()) block.LinkTo(DataflowBlock.NullTarget<T>());
    }
}
