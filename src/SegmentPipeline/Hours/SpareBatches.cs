using System.Collections.Concurrent;

namespace SegmentPipeline;

/// <summary>The buffers of hours that nothing is done with now, for the next that are read: memory that is touched for the first time costs
/// as much as what is written into it.</summary>
internal sealed class SpareBatches
{
    private readonly ConcurrentBag<HourBatch> _spare = [];

    /// <summary>A batch, begun for the work.</summary>
    internal HourBatch Take(HourWork work)
    {
        if (!_spare.TryTake(out var batch)) batch = new HourBatch();
        batch.Begin(work);
        return batch;
    }

    /// <summary>Takes back a batch of which nothing is kept.</summary>
    internal void Add(HourBatch batch) => _spare.Add(batch);
}
