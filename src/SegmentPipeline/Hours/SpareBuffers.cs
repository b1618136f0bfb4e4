using System.Collections.Concurrent;

namespace SegmentPipeline;

/// <summary>Keeps the buffers that no hour uses now, for the hours that come. Memory that is touched for the first time costs as much as
/// writing into it, so buffers are used again.</summary>
internal sealed class SpareBuffers
{
    private readonly ConcurrentBag<HourBuffers> _spare = [];

    /// <summary>Gives buffers that have begun the work (<see cref="HourBuffers.Begin"/>).</summary>
    internal HourBuffers Rent(HourWork work)
    {
        if (!_spare.TryTake(out var buffers)) buffers = new HourBuffers();
        buffers.Begin(work);
        return buffers;
    }

    /// <summary>Takes back buffers. Nobody may use them, or anything that points into them, afterwards.</summary>
    internal void Add(HourBuffers buffers) => _spare.Add(buffers);
}
