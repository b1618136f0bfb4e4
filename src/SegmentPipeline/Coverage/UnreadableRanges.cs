namespace SegmentPipeline;

/// <summary>The ranges of a stream that could not be read, in time order, with the selected segments around them:
/// the neighbours of the holes that end or begin there.</summary>
internal sealed class UnreadableRanges
{
    private readonly LinkedList<Block> _blocks = new();

    /// <summary>Adds an hour that could not be read, or not wholly.</summary>
    /// <param name="range">The hour.</param>
    /// <param name="before">The last selected segment read before it.</param>
    internal void Add(TimeRange range, EntryPath? before)
    {
        if (_blocks.Last?.Value is { } last && last.Range.End == range.Start)
        {
            last.Range = new TimeRange(last.Range.Start, range.End);
            last.Before = before;
        }
        else
        {
            _blocks.AddLast(new Block { Range = range, Before = before });
        }
    }

    /// <summary>Whether the segment that comes next is the first after the start of a range, or may be the last by its end.</summary>
    internal bool Awaits(TimeRange segment) => _blocks.Last?.Value is { } last && (last.After is null || segment.Start <= last.Range.End);

    /// <summary>Notes a segment as the first selected one after the start of the last ranges, and as the last one that starts and ends by
    /// the end of the last range: the segment before a hole that begins there. Segments in between are of hours that could be read in
    /// part, or a segment without length at the very end.</summary>
    internal void NoteSegment(TimeRange segment, EntryPath? path)
    {
        if (_blocks.Last?.Value is { } last && segment.End <= last.Range.End) last.Before = path;
        for (var block = _blocks.Last; block is { Value.After: null }; block = block.Previous) block.Value.After = path;
    }

    /// <summary>The first part of <paramref name="piece"/> that could not be read, or null. Pieces must come in time order.</summary>
    internal TimeRange? NextIn(TimeRange piece)
    {
        // The block before the piece is kept: a hole may begin where it ends.
        while (_blocks.First?.Next is { } second && second.Value.Range.Start <= piece.Start) _blocks.RemoveFirst();
        for (var block = _blocks.First; block is not null && block.Value.Range.Start < piece.End; block = block.Next)
        {
            var shared = block.Value.Range.Intersect(piece);
            if (!shared.IsEmpty) return shared;
        }

        return null;
    }

    /// <summary>The segment before a hole that begins where a range ends.</summary>
    internal bool TryBefore(Timestamp holeStart, out EntryPath? path)
    {
        foreach (var block in _blocks)
        {
            path = block.Before;
            if (block.Range.End == holeStart) return true;
        }

        path = null;
        return false;
    }

    /// <summary>The segment after a hole that ends where a range begins.</summary>
    internal bool TryAfter(Timestamp holeEnd, out EntryPath? path)
    {
        foreach (var block in _blocks)
        {
            path = block.After;
            if (block.Range.Start == holeEnd) return true;
        }

        path = null;
        return false;
    }

    private sealed class Block
    {
        internal required TimeRange Range { get; set; }

        internal EntryPath? Before { get; set; }

        internal EntryPath? After { get; set; }
    }
}
