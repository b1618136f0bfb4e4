namespace SegmentPipeline.Replicas;

/// <summary>Joins steps to the longest ranges that the same nodes cover.</summary>
internal sealed class CoverRun
{
    private ulong[] _covering = [];
    private Timestamp _start;
    private Timestamp _end;
    private bool _isOpen;

    /// <summary>Adds a step, or ends what was there before it.</summary>
    /// <param name="step">The step.</param>
    /// <param name="isWanted">Whether it belongs into a range.</param>
    /// <returns>The range that has ended with it, and who covers it; null if none has.</returns>
    internal (TimeRange Range, ulong[] Covering)? Add(CoverStep step, bool isWanted)
    {
        var goesOn = _isOpen && isWanted && step.Covering.AsSpan().SequenceEqual(_covering);
        var ended = goesOn ? null : End();
        if (!goesOn && isWanted) (_isOpen, _start, _covering) = (true, step.Range.Start, [.. step.Covering]);
        if (isWanted) _end = step.Range.End;
        return ended;
    }

    /// <summary>Ends what is there.</summary>
    internal (TimeRange Range, ulong[] Covering)? End()
    {
        if (!_isOpen) return null;
        _isOpen = false;
        return (new TimeRange(_start, _end), _covering);
    }
}
