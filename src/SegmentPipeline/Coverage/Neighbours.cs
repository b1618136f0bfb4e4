namespace SegmentPipeline;

/// <summary>The selected segments around the place that a window has been read to: the neighbours of its holes. Places are made only of
/// those that are asked for, and once: the segment after one hole is often the one before the next.</summary>
internal sealed class Neighbours(StreamId stream)
{
    private const int None = -1;

    private readonly KeptSegment _keptLast = new();
    private readonly KeptSegment _keptBefore = new();
    private HourBuffers? _buffers;
    private int _last = None;
    private int _before = None;
    private EntryPath? _lastPath;
    private EntryPath? _beforePath;
    private Timestamp _lastStart;
    private EntryPath? _firstAtLimit;
    private bool _isAtEnd;
    private EntryPath? _atEnd;

    /// <summary>The last segment, in time order, that starts and ends by the end of what is covered.</summary>
    internal EntryPath? BeforePath => _beforePath ??= PathOf(_before, _keptBefore);

    /// <summary>The last segment of all.</summary>
    internal EntryPath? LastPath => _lastPath ??= PathOf(_last, _keptLast);

    /// <summary>The segment that ends a hole: the one at hand, or at the end of the window the first that starts there or later.</summary>
    internal EntryPath? AfterPath => _isAtEnd ? _atEnd : LastPath;

    /// <summary>Turns to the segments of the next hour. Reads Work, Names and Selected, until the hour ends; writes nothing.</summary>
    internal void BeginHour(HourBuffers buffers) => _buffers = buffers;

    /// <summary>Takes the hour's next segment.</summary>
    internal void AddSegment(int index, Timestamp start, Timestamp limit)
    {
        _last = index;
        _lastPath = null;
        _lastStart = start;
        if (_firstAtLimit is null && start >= limit) _firstAtLimit = LastPath;
    }

    /// <summary>Says that the segment at hand is now the one before whatever comes.</summary>
    internal void SetBefore() => (_before, _beforePath) = (_last, _lastPath);

    /// <summary>Ends the hour: copies what is needed later, and keeps no reference to the hour's buffers.</summary>
    internal void EndHour()
    {
        Keep(_last, _keptLast);
        Keep(_before, _keptBefore);
        _last = _before = None;
        _buffers = null;
    }

    /// <summary>Says where the window ends.</summary>
    internal void EndAt(Timestamp windowEnd)
    {
        _isAtEnd = true;
        _atEnd = _firstAtLimit ?? (_lastStart >= windowEnd ? LastPath : null);
    }

    /// <summary>The place of a segment; null if there is none, or if it stands for the inside of a run that was recalled: that has no
    /// name, and whatever needs one of it has the hour read instead.</summary>
    private EntryPath? PathOf(int index, KeptSegment kept)
    {
        if (index == None) return kept.PathIn(stream);
        var name = NameOf(index);
        return name.IsEmpty ? null : new EntryPath(stream, HourAtHand, name);
    }

    private void Keep(int index, KeptSegment kept)
    {
        if (index != None) kept.Keep(HourAtHand, NameOf(index));
    }

    private Hour HourAtHand => _buffers!.Work.Hour!.Value;

    private ReadOnlySpan<byte> NameOf(int index) => _buffers!.NameOf(_buffers.Selected[index]);
}
