using System.Threading.Channels;
using System.Threading.Tasks.Dataflow;

namespace SegmentPipeline.Verification;

/// <summary>The line that files take: hours ─▶ list ─▶ deal ─▶ read and judge ─▶ order ─▶ report.</summary>
/// <remarks>
/// Reading is the work here, so a message is a file, or some of an hour where little is read of each. All blocks are bounded and keep the
/// order, so a slow reader of the records slows the disk. Dealing is a loop and no block, since a block that makes many messages of one
/// does not keep to its bound. Every message gives one output, also after a cancellation: files that have not been begun by then come out
/// unread, and the report counts the messages. A fault in any block stops all.
/// </remarks>
internal sealed class VerificationLine
{
    private const int HoursListedAhead = 2;
    private const int FilesOfSizes = 512;
    private const int FilesOfEdges = 16;

    private static readonly DataflowLinkOptions Onwards = new() { PropagateCompletion = true };

    private readonly RunBudget _budget;
    private readonly VerificationLevel _level;
    private readonly CancellationTokenSource _fault;
    private readonly TransformBlock<HourTask, ListedHour> _list;
    private readonly TransformBlock<FileBatch, FileBatch> _read;
    private readonly TransformBlock<FileBatch, IReadOnlyList<VerificationRecord>> _order;
    private readonly ActionBlock<IReadOnlyList<VerificationRecord>> _report;
    private long _sent;
    private long _reported;

    /// <param name="stages">What is done with messages.</param>
    /// <param name="context">How many are read at once.</param>
    /// <param name="output">Where the records go.</param>
    /// <param name="fault">Ends everything at once. Cancelled if a block fails.</param>
    /// <param name="stop">Ends the reading; what was read is reported.</param>
    internal VerificationLine(
        LineStages stages,
        VerificationContext context,
        ChannelWriter<VerificationRecord> output,
        CancellationTokenSource fault,
        CancellationToken stop)
    {
        (_budget, _level, _fault) = (stages.Budget, stages.Level, fault);
        _list = new(hour => stages.Lister.ListAsync(hour, fault.Token), Options(HoursListedAhead, 1));
        _read = new(batch => stages.Reader.Read(batch, stop), Options(2 * context.Parallelism, context.Parallelism));
        _order = new(stages.Orderer.Order, Options(2 * context.Parallelism, 1));
        _report = new(records => ReportAsync(records, output), Options(2 * context.Parallelism, 1));
        _read.LinkTo(_order, Onwards);
        _order.LinkTo(_report, Onwards);
        Blocks = [_list, _read, _order, _report];
        foreach (var block in Blocks)
            _ = block.Completion.ContinueWith(
                _ => fault.Cancel(),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted,
                TaskScheduler.Default);
    }

    /// <summary>All blocks, in the order of the line.</summary>
    internal IReadOnlyList<IDataflowBlock> Blocks { get; }

    /// <summary>Sends hours through the line until there are no more, the budget is spent, or the token stops it.</summary>
    /// <returns>Whether all files were sent; some may come out unread even so.</returns>
    internal async Task<bool> FeedAsync(IEnumerable<HourTask> hours, CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop, _fault.Token);
        var feeding = SendHoursAsync(hours, ending.Token);
        var isWhole = await DealAllAsync(stop).ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        isWhole &= await feeding.ConfigureAwait(false);

        // Hours that were listed ahead have nowhere to go.
        _list.LinkTo(DataflowBlock.NullTarget<ListedHour>());
        _read.Complete();
        await _report.Completion.ConfigureAwait(false);
        await _list.Completion.ConfigureAwait(false);
        return _reported == _sent ? isWhole : throw new AuditFailedException(
            $"of {_sent} messages {_reported} were reported; tell whoever makes this program");
    }

    /// <summary>Drops what is left in the blocks, so that all of them end.</summary>
    internal void Drain()
    {
        _list.LinkTo(DataflowBlock.NullTarget<ListedHour>());
        _read.LinkTo(DataflowBlock.NullTarget<FileBatch>());
        _order.LinkTo(DataflowBlock.NullTarget<IReadOnlyList<VerificationRecord>>());
        _list.Complete();
        _read.Complete();
    }

    /// <summary>Sends hours until it is told to end.</summary>
    /// <returns>Whether all were sent.</returns>
    private async Task<bool> SendHoursAsync(IEnumerable<HourTask> hours, CancellationToken ending)
    {
        var isWhole = true;
        try
        {
            foreach (var hour in hours)
            {
                if (await _list.SendAsync(hour, ending).ConfigureAwait(false)) continue;
                isWhole = false;
                break;
            }
        }
        catch (OperationCanceledException)
        {
            isWhole = false;
        }

        _list.Complete();
        return isWhole;
    }

    private async Task<bool> DealAllAsync(CancellationToken stop)
    {
        while (await _list.OutputAvailableAsync(CancellationToken.None).ConfigureAwait(false))
        {
            while (_list.TryReceive(out var hour))
            {
                if (stop.IsCancellationRequested || !await DealAsync(hour, stop).ConfigureAwait(false)) return false;
            }
        }

        await _list.Completion.ConfigureAwait(false);
        return true;
    }

    /// <summary>Sends the files of an hour, as far as the budget goes.</summary>
    /// <returns>Whether all were sent.</returns>
    private async Task<bool> DealAsync(ListedHour hour, CancellationToken stop)
    {
        var most = hour.Task.Drawn is null ? MostFiles() : int.MaxValue;
        var places = new List<int>();
        var isWhole = true;
        foreach (var place in hour.ToRead)
        {
            isWhole = !stop.IsCancellationRequested
                && _budget.TryTakeFile(FileSize.ToRead(hour.SegmentAt(place), _level, _budget));
            if (!isWhole) break;
            if (places.Count == most)
            {
                await SendAsync(new FileBatch(hour, places, IsLast: false)).ConfigureAwait(false);
                places = [];
            }

            places.Add(place);
        }

        await SendAsync(new FileBatch(hour, places, IsLast: true)).ConfigureAwait(false);
        return isWhole;
    }

    private int MostFiles() => _level switch
    {
        VerificationLevel.Sizes => FilesOfSizes,
        VerificationLevel.Edges => FilesOfEdges,
        VerificationLevel.Full => 1,
        _ => throw new ArgumentOutOfRangeException(null, _level, "no such level"),
    };

    private async Task SendAsync(FileBatch batch)
    {
        if (!await _read.SendAsync(batch, _fault.Token).ConfigureAwait(false))
            throw new OperationCanceledException("the verification stopped before all of its work was sent");
        _sent++;
    }

    private async Task ReportAsync(IReadOnlyList<VerificationRecord> records, ChannelWriter<VerificationRecord> output)
    {
        foreach (var record in records) await output.WriteAsync(record, _fault.Token).ConfigureAwait(false);
        _reported++;
    }

    private ExecutionDataflowBlockOptions Options(int capacity, int parallelism) => new()
    {
        BoundedCapacity = capacity,
        MaxDegreeOfParallelism = parallelism,
        SingleProducerConstrained = true,
        CancellationToken = _fault.Token,
    };
}

/// <summary>The stages of a <see cref="VerificationLine"/>.</summary>
internal sealed record LineStages(HourLister Lister, ReadStage Reader, OrderStage Orderer, RunBudget Budget, VerificationLevel Level);
