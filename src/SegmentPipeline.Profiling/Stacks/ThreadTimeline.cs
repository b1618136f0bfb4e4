namespace SegmentPipeline.Profiling;

/// <summary>One thread's samples as they come, in the order of time. A sample stands for the time until the next of the same thread; the
/// last one for as long as the one before it.</summary>
internal sealed class ThreadTimeline(string name)
{
    private readonly List<StackRun> _runs = [];
    private double _start = double.NaN;
    private double _at;
    private double _lastStep;
    private int _stack;

    internal long Samples { get; private set; }

    internal double EndMilliseconds => _at;

    internal void Add(double atMilliseconds, int stack)
    {
        if (Samples++ == 0) _start = atMilliseconds;
        else AddSample(_lastStep = atMilliseconds - _at);
        (_at, _stack) = (atMilliseconds, stack);
    }

    /// <summary>The thread, after its last sample.</summary>
    internal ThreadProfile Finish()
    {
        AddSample(_lastStep);
        return new ThreadProfile(name, _start, _runs);
    }

    private void AddSample(double milliseconds)
    {
        if (_runs is [.., var last] && last.Stack == _stack)
        {
            _runs[^1] = last with { Samples = last.Samples + 1, Milliseconds = last.Milliseconds + milliseconds };
            return;
        }

        _runs.Add(new StackRun(_stack, 1, milliseconds));
    }
}
