using System.Collections.Concurrent;

namespace SegmentPipeline;

/// <summary>Reads single hours for selections: read, and what they select copied out.</summary>
internal sealed class HourReader(IArchiveStore store)
{
    private readonly ConcurrentBag<HourBatch> _spare = [];
    private readonly HourReading _reading = new(store);

    /// <summary>Reads an hour. One that does not exist has no segments.</summary>
    internal async Task<ReadHour> ReadAsync(StreamPlan stream, Hour hour, CancellationToken cancellationToken)
    {
        if (!_spare.TryTake(out var batch)) batch = new HourBatch();
        batch.Begin(new HourWork(stream, hour));
        await _reading.ReadAsync(batch, cancellationToken).ConfigureAwait(false);
        var read = new ReadHour(Copy(batch, stream, hour), batch.Outcome.Status != ReadStatus.Absent, batch.AllUnreadable());
        _spare.Add(batch);
        return read;
    }

    private HourSegments Copy(HourBatch batch, StreamPlan stream, Hour hour)
    {
        var entries = batch.Selected.ToArray();
        var length = 0;
        foreach (ref readonly var entry in batch.Selected) length += entry.NameLength;
        var names = new byte[length];
        var offset = 0;
        foreach (ref var entry in entries.AsSpan())
        {
            batch.NameOf(entry).CopyTo(names.AsSpan(offset));
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
