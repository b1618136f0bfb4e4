using System.Collections.Concurrent;

namespace SegmentPipeline;

/// <summary>Runs the stages' plain methods for the graph: hands out and takes back the hours' buffers, tells progress, and turns
/// whatever a stage throws, always a defect, into a failure that says where.</summary>
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
        var (stream, hour) = batch.Work;
        Guard(stage, stream.Id, hour, () =>
        {
            if (hour is not null) work(batch);
            return 0;
        });
        return batch;
    }

    /// <summary>Runs the last stage that needs the hour's buffers.</summary>
    internal HourAudit Finish(string stage, HourBatch batch, Func<HourBatch, HourAudit> work)
    {
        var (stream, hour) = batch.Work;
        var step = Guard(stage, stream.Id, hour, () => work(batch));
        if (hour is not null)
        {
            _progress = new AuditProgress(_progress.HoursDone + 1, HoursTotal, _progress.Entries + batch.EntriesSeen);
            Guard("progress", stream.Id, hour, () =>
            {
                request.Progress?.Report(_progress);
                return 0;
            });
        }

        request.Hooks?.Leave();
        _spare.Add(batch);
        return step;
    }

    /// <summary>Runs a stage on a step.</summary>
    internal HourAudit Run(string stage, HourAudit step, Func<HourAudit, HourAudit> work) =>
        Guard(stage, step.Stream, step.Hour, () => work(step));

    /// <summary>A stage that throws a cancellation of its own would make its block drop the item in silence, so nothing passes as it is.</summary>
    private T Guard<T>(string stage, StreamId? stream, Hour? hour, Func<T> work)
    {
        try
        {
            request.Hooks?.Before?.Invoke(stage, hour);
            return work();
        }
        catch (Exception exception) when (exception is not AuditFailedException && !stop.IsCancellationRequested)
        {
            throw new AuditFailedException(
                $"the stage {stage} failed at {stream} {(hour is null ? "end" : hour)}: {exception.Message}; this is a defect of the program, please report it",
                exception);
        }
    }
}
