namespace SegmentPipeline.Coverage;

/// <summary>The selected segments around the place that a window has been read to: the neighbours of its holes.</summary>
internal sealed class Neighbours
{
    private SegmentPlace _before;
    private SegmentPlace _last;
    private Timestamp _lastStart;
    private string? _firstAtLimit;
    private bool _isAtEnd;
    private string? _atEnd;

    /// <summary>The last segment, in time order, that starts and ends by the end of what is covered.</summary>
    internal ref SegmentPlace Before => ref _before;

    /// <summary>The last segment of all.</summary>
    internal string? LastPath => _last.Path;

    /// <summary>The segment that ends a hole: the one at hand, or at the end of the window the first that starts there or later.</summary>
    internal string? AfterPath => _isAtEnd ? _atEnd : _last.Path;

    /// <summary>Takes the next segment.</summary>
    internal void Begin(TimeRange range, SegmentPlace place, Timestamp limit)
    {
        _last = place;
        _lastStart = range.Start;
        if (_firstAtLimit is null && range.Start >= limit) _firstAtLimit = place.Path;
    }

    /// <summary>Lets go of the hour's buffers.</summary>
    internal void Detach()
    {
        _last.Detach();
        _before.Detach();
    }

    /// <summary>Says where the window ends.</summary>
    internal void EndAt(Timestamp windowEnd)
    {
        _isAtEnd = true;
        _atEnd = _firstAtLimit ?? (_last.Path is not null && _lastStart >= windowEnd ? _last.Path : null);
    }
}
