using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Threading.Channels;

namespace SegmentPipeline.Verification;

/// <summary>One verification: counts if it must, sends hours through the line, and sums up.</summary>
/// <remarks>A cancellation of the caller ends the reading, and the records that are there by then still come, with a summary that says that
/// it is not complete; then the exception. A caller that leaves early, and a fault, end everything at once.</remarks>
internal sealed class VerificationRun : IDisposable
{
    private const int RecordsAhead = 256;

    private readonly SegmentArchive _archive;
    private readonly VerificationRequest _request;
    private readonly VerificationContext _context;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _fault = new();
    private readonly CancellationTokenSource _stop;
    private readonly Channel<VerificationRecord> _output =
        Channel.CreateBounded<VerificationRecord>(new BoundedChannelOptions(RecordsAhead) { SingleReader = true });
    private readonly VerificationTally _tally = new();
    private readonly ProgressMeter _meter;
    private readonly RunBudget _budget;
    private readonly HourScope _scope;
    private readonly long _began;
    private readonly Timestamp _beganAt;
    private long? _seed;
    private bool _isFedWhole;
    private TimeSpan? _oldest;

    internal VerificationRun(SegmentArchive archive, VerificationRequest request, VerificationContext context, CancellationToken caller)
    {
        (_archive, _request, _context, _caller) = (archive, request, context, caller);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(caller, _fault.Token);
        (_began, _beganAt) = (context.TimeProvider.GetTimestamp(), Timestamp.FromDateTimeOffset(context.TimeProvider.GetUtcNow()));
        _meter = new ProgressMeter(context.Progress);
        _budget = new RunBudget(request.Budget, context.TimeProvider);
        _scope = new HourScope(request, IsRolling, _beganAt);
    }

    private bool IsRolling => _context.Memory is not null && _request.Sample is null;

    private bool IsScheduled => _request.BytesPerSecond is not null || _request.Budget.IsLimited;

    private TimeSpan Elapsed => _context.TimeProvider.GetElapsedTime(_began);

    /// <summary>Runs, and gives the records.</summary>
    internal async IAsyncEnumerable<VerificationRecord> ReadAllAsync()
    {
        var running = Task.Run(RunAsync, CancellationToken.None);
        try
        {
            await foreach (var record in _output.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false)) yield return record;
        }
        finally
        {
            if (!running.IsCompleted) await _fault.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _stop.Dispose();
        _fault.Dispose();
    }

    private async Task RunAsync()
    {
        var hasBegun = false;
        try
        {
            using var plan = await _archive.PlanContentsAsync(_request.ToAuditRequest(), _stop.Token).ConfigureAwait(false);
            hasBegun = true;
            await BeginAsync(plan).ConfigureAwait(false);
            await VerifyAsync(plan).ConfigureAwait(false);
            plan.CheckEnd();
            if (_caller.IsCancellationRequested && !IsWhole) throw new OperationCanceledException(_caller);
            await SendAsync(_tally.ToRecord(_request, ToEnd())).ConfigureAwait(false);
            _output.Writer.Complete();
        }
        catch (Exception met)
        {
            var isCancelled = met is OperationCanceledException && _caller.IsCancellationRequested;
            await EndAsync(isCancelled ? new OperationCanceledException(_caller) : met, hasBegun).ConfigureAwait(false);
        }
    }

    private bool IsWhole => _isFedWhole && !_tally.HasUnread;

    private RunEnd ToEnd() => new(IsWhole, Elapsed) { Seed = _seed, OldestUnverified = _oldest };

    private async Task EndAsync(Exception fault, bool hasBegun)
    {
        var outcome = fault is OperationCanceledException ? AuditOutcome.Interrupted : AuditOutcome.Failed;
        if (hasBegun && fault is not VerificationScheduleException && !_fault.IsCancellationRequested)
        {
            try
            {
                await SendAsync(_tally.ToRecord(_request, ToEnd() with { IsWhole = false, Outcome = outcome })).ConfigureAwait(false);
            }
            catch (Exception again) when (again is OperationCanceledException or AuditFailedException)
            {
                // Nobody reads any more, or the figures are what is wrong: the first fault is the one to tell.
            }
        }

        _output.Writer.Complete(fault);
    }

    private async Task BeginAsync(ContentPlan plan)
    {
        if (_request.Sample is not null) _seed = _request.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        await SendAsync(new VerificationHeaderRecord
        {
            Version = typeof(SegmentArchive).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
                ?? "unknown",
            Root = _archive.Root,
            Request = _request,
            Seed = _seed,
            Started = _beganAt,
        }).ConfigureAwait(false);
        foreach (var unreadable in plan.Unreadable)
        {
            _tally.AddDirectory();
            await SendAsync(new UnreadableFileRecord { Path = unreadable.Path, Cause = unreadable.Cause }).ConfigureAwait(false);
        }
    }

    private async Task VerifyAsync(ContentPlan plan)
    {
        var keeper = _context.Memory is { } memory ? new HourKeeper(memory, _request.Level, _context.TimeProvider) : null;
        var isCounted = IsRolling || IsScheduled || _request.Sample is not null;
        var counted = isCounted ? await CountAsync(plan, keeper).ConfigureAwait(false) : null;
        var hours = counted is null ? InOrder(plan) : Choose(counted);
        _meter.Begin(plan.Streams.Sum(stream => stream.Hours.Count), _tally.Drawn ?? _tally.Files, _request.Budget.Bytes);
        using var reader = new ReadStage(_request, _context, _budget, _meter);
        var stages = new LineStages(
            new HourLister(plan, _scope, _request.Level, IsRolling),
            reader,
            new OrderStage(_request, _tally, keeper, _meter),
            _budget,
            _request.Level);
        await FeedAsync(stages, hours).ConfigureAwait(false);
        if (!IsRolling) return;
        var now = Timestamp.FromDateTimeOffset(_context.TimeProvider.GetUtcNow());
        _oldest = new RollingOrder(_scope).FindOldest(counted!, keeper!.Finished, _beganAt, now);
    }

    /// <summary>Sends hours through a line, and ends it whatever happens.</summary>
    private async Task FeedAsync(LineStages stages, IEnumerable<HourTask> hours)
    {
        var line = new VerificationLine(stages, _context, _output.Writer, _fault, _stop.Token);
        try
        {
            _isFedWhole = await line.FeedAsync(hours, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception met)
        {
            await _fault.CancelAsync().ConfigureAwait(false);
            line.Drain();
            foreach (var block in line.Blocks) await block.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var first = line
                .Blocks.Select(block => block.Completion.Exception?.Flatten().InnerExceptions[0])
                .FirstOrDefault(found => found is not null);
            ExceptionDispatchInfo.Throw(first ?? met);
        }
    }

    private static IEnumerable<HourTask> InOrder(ContentPlan plan) =>
        from stream in plan.Streams
        from position in Enumerable.Range(0, stream.Hours.Count)
        select new HourTask(stream, position);

    private async Task<IReadOnlyList<CountedHour>> CountAsync(ContentPlan plan, HourKeeper? keeper)
    {
        _meter.Begin(plan.Streams.Sum(stream => stream.Hours.Count), 0, null);
        var counter = new HourCounter(plan, _scope, _request, IsRolling ? _context.Memory : null)
        {
            Now = _beganAt,
            AsksSizes = IsScheduled,
        };
        var hours = await counter.CountAsync(_context.Parallelism, _meter, _stop.Token).ConfigureAwait(false);
        _tally.Files = hours.Sum(hour => (long)hour.Files);
        foreach (var (stream, hour) in counter.Gone) keeper!.Forget(stream, hour);
        if (!IsScheduled) return hours;
        var schedule = ScheduleCheck.Make(_request, _tally.Files, hours.Sum(hour => hour.Bytes));
        await SendAsync(schedule).ConfigureAwait(false);
        ScheduleCheck.ThrowIfTooSlow(_request, schedule);
        return hours;
    }

    /// <summary>The hours in the order in which they are read: of a sample those of which files are drawn.</summary>
    private IEnumerable<HourTask> Choose(IReadOnlyList<CountedHour> counted)
    {
        if (IsRolling) return new RollingOrder(_scope).Sort(counted).Select(hour => hour.ToTask());
        if (_request.Sample is not { } sample) return counted.Select(hour => hour.ToTask());
        _tally.Drawn = sample.CountOf(_tally.Files);
        var draw = new SampleDraw(_tally.Files, _tally.Drawn.Value, _seed!.Value);
        return counted.Select(hour => hour.ToTask() with { Drawn = draw.DrawFrom(hour.Files) }).Where(task => task.Drawn!.Length > 0);
    }

    private ValueTask SendAsync(VerificationRecord record) => _output.Writer.WriteAsync(record, _fault.Token);
}
