using System.Collections.Concurrent;

namespace SegmentPipeline;

/// <summary>Reads single hours for selections: read, and what they select copied out.</summary>
internal sealed class HourReader(IArchiveStore store)
{
    private readonly ConcurrentBag<HourBuffers> _spare = [];
    private readonly HourReading _reading = new(store);

    /// <summary>Reads an hour. One that does not exist has no segments.</summary>
    internal async Task<ReadHour> ReadAsync(StreamPlan stream, Hour hour, CancellationToken cancellationToken)
    {
        if (!_spare.TryTake(out var buffers)) buffers = new HourBuffers();
        buffers.Begin(new HourWork(stream, hour));
        await _reading.ReadAsync(buffers, cancellationToken).ConfigureAwait(false);
        var read = new ReadHour(Copy(buffers, stream, hour), buffers.Outcome.Status != ReadStatus.Absent, buffers.AllUnreadable());
        _spare.Add(buffers);
        return read;
    }

    private HourSegments Copy(HourBuffers buffers, StreamPlan stream, Hour hour)
    {
        var entries = buffers.Selected.ToArray();
        var length = 0;
        foreach (ref readonly var entry in buffers.Selected) length += entry.NameLength;
        var names = new byte[length];
        var offset = 0;
        foreach (ref var entry in entries.AsSpan())
        {
            buffers.NameOf(entry).CopyTo(names.AsSpan(offset));
            entry.NameOffset = offset;
            offset += entry.NameLength;
        }

        return new HourSegments(stream.Id, hour, new HourFiles(store, stream.DirectoryOf(hour)), entries, names);
    }
}

/// <summary>What reading an hour gave.</summary>
/// <param name="Segments">The selected segments.</param>
/// <param name="Exists">Whether the directory was there.</param>
/// <param name="Unreadable">What could not be read of it.</param>
internal sealed record ReadHour(HourSegments Segments, bool Exists, IReadOnlyList<UnreadableFinding> Unreadable);
