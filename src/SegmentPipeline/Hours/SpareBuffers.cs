using System.Collections.Concurrent;

namespace SegmentPipeline;

/// <summary>The buffers of hours that nothing is done with now, for the next that are read: memory that is touched for the first time costs
/// as much as what is written into it.</summary>
internal sealed class SpareBuffers
{
    private readonly ConcurrentBag<HourBuffers> _spare = [];

    /// <summary>Buffers, begun for the work.</summary>
    internal HourBuffers Rent(HourWork work)
    {
        if (!_spare.TryTake(out var buffers)) buffers = new HourBuffers();
        buffers.Begin(work);
        return buffers;
    }

    /// <summary>Takes back buffers of which nothing is kept.</summary>
    internal void Add(HourBuffers buffers) => _spare.Add(buffers);
}
