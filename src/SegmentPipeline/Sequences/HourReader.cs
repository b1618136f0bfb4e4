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
        var read = new ReadHour(
            Copy(buffers, stream, hour, buffers.Selected.ToArray()),
            Copy(buffers, stream, hour, Superseded(buffers)),
            buffers.Outcome.Status != ReadStatus.Absent,
            buffers.AllUnreadable())
        {
            IsListed = buffers.IsListed,
        };
        _spare.Add(buffers);
        return read;
    }

    /// <summary>The segments that choices have left, by start: neither temporary nor selected nor vanished.</summary>
    private static SegmentEntry[] Superseded(HourBuffers buffers)
    {
        if (buffers.Fates.Superseded == 0) return [];
        var vanished = VanishedNames(buffers);
        var superseded = new List<SegmentEntry>();
        var selected = 0;
        foreach (var key in buffers.Sorter.Keys)
        {
            ref readonly var entry = ref buffers.Segments[StartSorter.IndexOf(key)];
            if (selected < buffers.SelectedCount && buffers.Selected[selected].NameOffset == entry.NameOffset) selected++;
            else if (!vanished.Contains(entry.NameOffset)) superseded.Add(entry);
        }

        return [.. superseded];
    }

    private static HashSet<int> VanishedNames(HourBuffers buffers) =>
    [
        .. buffers.Questions
            .Where(question => buffers.Work.Stream.Confirm(question.Outcome).Status == ReadStatus.Absent)
            .Select(question => question.NameOffset),
    ];

    private HourSegments Copy(HourBuffers buffers, StreamPlan stream, Hour hour, SegmentEntry[] entries)
    {
        var length = 0;
        foreach (ref readonly var entry in entries.AsSpan()) length += entry.NameLength;
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
/// <param name="Superseded">The segments that others of the same start supersede.</param>
/// <param name="Exists">Whether the directory was there.</param>
/// <param name="Unreadable">What could not be read of it.</param>
internal sealed record ReadHour(HourSegments Segments, HourSegments Superseded, bool Exists, IReadOnlyList<UnreadableFinding> Unreadable)
{
    /// <summary>Whether the directory has been listed; what else could not be read of it are single entries.</summary>
    internal bool IsListed { get; init; }

    /// <summary>Bytes that it keeps alive.</summary>
    internal int SizeBytes => Segments.SizeBytes + Superseded.SizeBytes;
}
