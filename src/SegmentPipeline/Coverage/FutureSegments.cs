namespace SegmentPipeline;

/// <summary>Counts the selected segments of a stream that start later than a recorder's clock may be wrong.</summary>
/// <remarks>Source: semantics §4.</remarks>
/// <param name="latest">The latest moment at which a segment may start.</param>
internal sealed class FutureSegments(Timestamp latest)
{
    private long _count;
    private TimeRange _range;

    /// <summary>Whether segments of an hour may lie in the future.</summary>
    internal bool Takes(Hour hour) => hour.End > latest;

    /// <summary>Takes the next hour. Reads Selected; writes nothing.</summary>
    internal void AddHour(HourBuffers buffers, Hour hour)
    {
        if (!Takes(hour)) return;
        foreach (ref readonly var entry in buffers.Selected)
        {
            var start = hour.Start.AddMicroseconds(entry.StartMicroseconds);
            if (start <= latest) continue;
            var end = hour.Start.AddMicroseconds(entry.EndMicroseconds);
            _range = _count == 0 ? new TimeRange(start, end) : new TimeRange(_range.Start, Timestamp.Max(_range.End, end));
            _count++;
        }
    }

    /// <summary>The finding, or null if there is none.</summary>
    internal FutureFinding? FindingOf(StreamId stream) => _count == 0 ? null : new FutureFinding
    {
        Stream = stream,
        Range = _range,
        Segments = _count,
    };
}
