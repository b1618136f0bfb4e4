namespace SegmentPipeline;

/// <summary>Runs the stages' plain methods for the graph, hour by hour of a message: hands out and takes back the hours' buffers, tells progress, and
/// turns whatever a stage throws, always a defect, into a failure that says where.</summary>
/// <remarks>A stage that throws a cancellation of its own would make its block drop the item in silence, so nothing passes as it is.</remarks>
internal sealed class StageRunner(AuditRequest request, SpareBatches spare, CancellationToken stop)
{
    /// <summary>A message has about as many entries as one hour of two-second segments.</summary>
    private const int EntriesOfMessage = 1800;
    private const int MostHoursOfMessage = 32;

    private AuditProgress _progress;
    private volatile int _hoursOfMessage = 1;

    /// <summary>How many hours there are, for the progress.</summary>
    internal long HoursTotal { get; set; }

    /// <summary>How many hours the next message should hold: one of usual size, several of few entries. Passing a message on costs as much as
    /// reading a hundred names. Follows from what the last message held; no result depends on it.</summary>
    internal int HoursOfMessage => request.Hooks?.HoursOfMessage ?? _hoursOfMessage;

    /// <summary>Takes up new work and runs the first stage on it.</summary>
    internal HourBatch[] Begin(string stage, HourWork[] works, Action<HourBatch> work)
    {
        var batches = new HourBatch[works.Length];
        long entryBytes = 0;
        for (var i = 0; i < works.Length; i++)
        {
            stop.ThrowIfCancellationRequested();
            var batch = spare.Take(works[i]);
            request.Hooks?.Enter();
            Run(stage, batches[i] = batch, work);
            entryBytes += batch.Names.ByteCount;
        }

        Adapt(works.Length, entryBytes / NameList.UsualEntryBytes);
        return batches;
    }

    /// <summary>Grows by an hour a message and shrinks at once: a single hour of few entries must not bring messages of many full ones.</summary>
    private void Adapt(int hours, long entries)
    {
        if (entries > EntriesOfMessage) _hoursOfMessage = (int)Math.Max(1, hours * EntriesOfMessage / entries);
        else if (2 * entries < EntriesOfMessage) _hoursOfMessage = Math.Min(_hoursOfMessage + 1, MostHoursOfMessage);
    }

    /// <summary>Runs a further stage on what has been read; what has been recalled, and the end of a stream, passes through.</summary>
    internal HourBatch[] Run(string stage, HourBatch[] batches, Action<HourBatch> work)
    {
        foreach (var batch in batches) Run(stage, batch, work);
        return batches;
    }

    /// <summary>Does what a stage needs before it comes to the hours.</summary>
    internal HourBatch[] Prepare(string stage, HourBatch[] batches, Action<HourBatch> work)
    {
        foreach (var batch in batches)
        {
            try
            {
                if (batch.Work.Hour is not null && !batch.IsRecalled) work(batch);
            }
            catch (Exception exception) when (IsDefect(exception))
            {
                throw Failure(stage, batch.Work.Stream.Id, batch.Work.Hour, exception);
            }
        }

        return batches;
    }

    /// <summary>Runs the last stage that needs the hours' buffers.</summary>
    internal HourAudit[] Finish(string stage, HourBatch[] batches, Func<HourBatch, HourAudit> work)
    {
        var steps = new HourAudit[batches.Length];
        for (var i = 0; i < steps.Length; i++) steps[i] = Finish(stage, batches[i], work);
        return steps;
    }

    /// <summary>Runs a stage on steps.</summary>
    internal HourAudit[] Run(string stage, HourAudit[] steps, Action<HourAudit> work)
    {
        foreach (var step in steps)
        {
            try
            {
                request.Hooks?.Before?.Invoke(stage, step.Hour);
                work(step);
            }
            catch (Exception exception) when (IsDefect(exception))
            {
                throw Failure(stage, step.Stream, step.Hour, exception);
            }
        }

        return steps;
    }

    private void Run(string stage, HourBatch batch, Action<HourBatch> work)
    {
        try
        {
            request.Hooks?.Before?.Invoke(stage, batch.Work.Hour);
            if (batch.Work.Hour is not null && !batch.IsRecalled) work(batch);
        }
        catch (Exception exception) when (IsDefect(exception))
        {
            throw Failure(stage, batch.Work.Stream.Id, batch.Work.Hour, exception);
        }
    }

    private HourAudit Finish(string stage, HourBatch batch, Func<HourBatch, HourAudit> work)
    {
        try
        {
            request.Hooks?.Before?.Invoke(stage, batch.Work.Hour);
            var step = work(batch);
            if (batch.Work.Hour is not null) Advance(batch);
            request.Hooks?.Leave();
            spare.Add(batch);
            return step;
        }
        catch (Exception exception) when (IsDefect(exception))
        {
            throw Failure(stage, batch.Work.Stream.Id, batch.Work.Hour, exception);
        }
    }

    private void Advance(HourBatch batch)
    {
        var isRecalled = batch.IsRecalled;
        _progress = new AuditProgress(
            _progress.HoursDone + 1,
            HoursTotal,
            _progress.Entries + batch.EntriesSeen,
            _progress.HoursRecalled + (isRecalled ? 1 : 0),
            _progress.NameBytes + (isRecalled ? 0 : batch.Names.ByteCount));
        request.Progress?.Report(_progress);
    }

    private bool IsDefect(Exception exception) => exception is not AuditFailedException && !stop.IsCancellationRequested;

    private static AuditFailedException Failure(string stage, StreamId? stream, Hour? hour, Exception exception) => new(
        $"the stage {stage} failed at {stream} {(hour is null ? "end" : hour)}: {exception.Message}; this is a defect of the program, please report it",
        exception);
}
