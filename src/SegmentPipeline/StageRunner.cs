using System.Collections.Concurrent;

namespace SegmentPipeline;

/// <summary>Runs the stages' plain methods for the graph: hands out and takes back the hours' buffers, tells progress, and turns
/// whatever a stage throws, always a defect, into a failure that says where.</summary>
/// <remarks>A stage that throws a cancellation of its own would make its block drop the item in silence, so nothing passes as it is.</remarks>
internal sealed class StageRunner(AuditRequest request, CancellationToken stop)
{
    private readonly ConcurrentBag<HourBatch> _spare = [];
    private AuditProgress _progress;

    /// <summary>How many hours there are, for the progress.</summary>
    internal long HoursTotal { get; set; }

    /// <summary>Takes up a new item of work.</summary>
    internal HourBatch Begin(HourWork work)
    {
        if (!_spare.TryTake(out var batch)) batch = new HourBatch();
        batch.Begin(work);
        request.Hooks?.Enter();
        return batch;
    }

    /// <summary>Runs a stage on an hour; the end of a stream passes through.</summary>
    internal HourBatch Run(string stage, HourBatch batch, Action<HourBatch> work)
    {
        try
        {
            request.Hooks?.Before?.Invoke(stage, batch.Work.Hour);
            if (batch.Work.Hour is not null) work(batch);
            return batch;
        }
        catch (Exception exception) when (IsDefect(exception))
        {
            throw Failure(stage, batch.Work.Stream.Id, batch.Work.Hour, exception);
        }
    }

    /// <summary>Runs the last stage that needs the hour's buffers.</summary>
    internal HourAudit Finish(string stage, HourBatch batch, Func<HourBatch, HourAudit> work)
    {
        try
        {
            request.Hooks?.Before?.Invoke(stage, batch.Work.Hour);
            var step = work(batch);
            if (batch.Work.Hour is not null) Advance(batch);
            request.Hooks?.Leave();
            _spare.Add(batch);
            return step;
        }
        catch (Exception exception) when (IsDefect(exception))
        {
            throw Failure(stage, batch.Work.Stream.Id, batch.Work.Hour, exception);
        }
    }

    /// <summary>Runs a stage on a step.</summary>
    internal HourAudit Run(string stage, HourAudit step, Func<HourAudit, HourAudit> work)
    {
        try
        {
            request.Hooks?.Before?.Invoke(stage, step.Hour);
            return work(step);
        }
        catch (Exception exception) when (IsDefect(exception))
        {
            throw Failure(stage, step.Stream, step.Hour, exception);
        }
    }

    private void Advance(HourBatch batch)
    {
        _progress = new AuditProgress(_progress.HoursDone + 1, HoursTotal, _progress.Entries + batch.EntriesSeen);
        request.Progress?.Report(_progress);
    }

    private bool IsDefect(Exception exception) => exception is not AuditFailedException && !stop.IsCancellationRequested;

    private static AuditFailedException Failure(string stage, StreamId? stream, Hour? hour, Exception exception) => new(
        $"the stage {stage} failed at {stream} {(hour is null ? "end" : hour)}: {exception.Message}; this is a defect of the program, please report it",
        exception);
}
