namespace SegmentPipeline.Verification;

/// <summary>Goes through the playable sequence of a stream, hour by hour in any order, and compares each segment with the one
/// before.</summary>
/// <remarks>Source: docs/verification.md §3, semantics §3. Of an hour whose neighbour was not gone through just before, the first and the
/// last segment are kept, until the neighbour comes.</remarks>
internal sealed class StreamClock(long toleranceMicroseconds)
{
    private const int Nowhere = -2;

    private readonly ClockPair _pair = new(toleranceMicroseconds);
    private readonly Dictionary<int, ClockNeighbour> _firsts = [];
    private readonly Dictionary<int, ClockNeighbour> _lasts = [];
    private ClockNeighbour? _previous;
    private int _position = Nowhere;
    private bool _hasBegun;

    /// <summary>Begins an hour.</summary>
    /// <param name="position">Its place among the hours of the stream.</param>
    internal void BeginHour(int position)
    {
        if (position != _position + 1)
        {
            if (_previous is not null) _lasts[_position] = _previous;
            _previous = null;
        }

        (_position, _hasBegun) = (position, _previous is not null);
    }

    /// <summary>Takes the next selected segment.</summary>
    /// <returns>What is wrong between it and the one before.</returns>
    internal ClockRecord? AddSegment(ClockNeighbour segment)
    {
        // What overlaps the last one is not played.
        if (_previous is not null && segment.Range.Start.MicrosecondsSince(_previous.Range.End) < -toleranceMicroseconds) return null;
        var before = _previous;
        _previous = segment;
        if (_hasBegun) return before is null ? null : _pair.Compare(before, segment);
        _hasBegun = true;
        _firsts[_position] = segment;
        return _lasts.Remove(_position - 1, out var last) ? CompareIfPlayed(last, segment) : null;
    }

    /// <summary>Ends an hour.</summary>
    /// <returns>What is wrong between its last segment and the first one of the hour after, if that was gone through before.</returns>
    internal ClockRecord? EndHour() =>
        _previous is not null && _firsts.Remove(_position + 1, out var next) ? CompareIfPlayed(_previous, next) : null;

    private ClockRecord? CompareIfPlayed(ClockNeighbour before, ClockNeighbour after) =>
        after.Range.Start.MicrosecondsSince(before.Range.End) < -toleranceMicroseconds ? null : _pair.Compare(before, after);
}
