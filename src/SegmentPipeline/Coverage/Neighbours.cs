namespace SegmentPipeline;

/// <summary>The selected segments around the place that a window has been read to: the neighbours of its holes. Text is made only for those
/// that are asked for, and once: the segment after one hole is often the one before the next.</summary>
internal sealed class Neighbours
{
    private const int None = -1;

    private readonly KeptSegment _keptLast = new();
    private readonly KeptSegment _keptBefore = new();
    private HourBuffers? _buffers;
    private int _last = None;
    private int _before = None;
    private string? _lastPath;
    private string? _beforePath;
    private Timestamp _lastStart;
    private string? _firstAtLimit;
    private bool _isAtEnd;
    private string? _atEnd;

    /// <summary>The last segment, in time order, that starts and ends by the end of what is covered.</summary>
    internal string? BeforePath => _beforePath ??= PathOf(_before, _keptBefore);

    /// <summary>The last segment of all.</summary>
    internal string? LastPath => _lastPath ??= PathOf(_last, _keptLast);

    /// <summary>The segment that ends a hole: the one at hand, or at the end of the window the first that starts there or later.</summary>
    internal string? AfterPath => _isAtEnd ? _atEnd : LastPath;

    /// <summary>Turns to the segments of the next hour.</summary>
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

    /// <summary>Lets go of the hour's buffers.</summary>
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

    private string? PathOf(int index, KeptSegment kept) => index == None ? kept.Path : KeptSegment.PathOf(HourAtHand, NameOf(index));

    private void Keep(int index, KeptSegment kept)
    {
        if (index != None) kept.Keep(HourAtHand, NameOf(index));
    }

    private Hour HourAtHand => _buffers!.Work.Hour!.Value;

    private ReadOnlySpan<byte> NameOf(int index) => _buffers!.NameOf(_buffers.Selected[index]);
}
