using System.Diagnostics.Metrics;

namespace SegmentPipeline.Hosting.Tests.Metrics;

/// <summary>Timers whose clocks a test moves: the wall's, and the processor's of this thread and of the process.</summary>
internal sealed class TimedOperations : IDisposable
{
    private readonly MetricsWatch _watch;
    private int _threadReads;
    private int _processReads;

    internal TimedOperations(bool isListening = true)
    {
        _watch = new MetricsWatch(isListening: isListening);
        Timers = new OperationTimers(
            _watch.Get<IMeterFactory>(),
            _watch.Clock,
            new CpuClock(() => Cpu(ref _threadReads, 1), () => Cpu(ref _processReads, 100)));
        Timer = Timers.For(
            new OperationDescription<string, int>
            {
                Name = "test",
                Tags =
                [
                    new("input", end => end.Input),
                    new("result", end => end.Result.ToString(null, null)),
                    new("end", end => end.RanToEnd ? "yes" : "no"),
                ],
                Work = end => end.Amount > 0 ? end.Amount : end.Result,
                WorkUnit = "piece",
            }
        );
    }

    internal OperationTimers Timers { get; }

    internal OperationTimer<string, int> Timer { get; }

    internal int ClockReads => _threadReads + _processReads;

    /// <summary>Lets so many seconds pass.</summary>
    internal void Pass(int seconds) => _watch.Clock.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>All that was recorded since the last look, a line an operation: its three times and its tags.</summary>
    internal string[] Whole() => Lines("segmentpipeline.operation");

    /// <summary>The same for each unit of work.</summary>
    internal string[] PerUnit() => Lines("segmentpipeline.operation.work");

    public void Dispose() => _watch.Dispose();

    private string[] Lines(string name)
    {
        var wall = _watch.Histogram($"{name}.duration");
        var user = _watch.Histogram($"{name}.cpu.user");
        var system = _watch.Histogram($"{name}.cpu.system");
        return [.. wall.Select((item, i) => FormattableString.Invariant($"{item.Value} {user[i].Value} {system[i].Value} ") +
            string.Join(' ', item.Tags.Select(tag => $"{tag.Key}={tag.Value}")))];
    }

    /// <summary>Each reading is one step of user time and two of system time later than the one before.</summary>
    private static CpuTimes Cpu(ref int reads, int step)
    {
        var count = Interlocked.Increment(ref reads);
        return new CpuTimes(TimeSpan.FromSeconds(step * count), TimeSpan.FromSeconds(2 * step * count));
    }
}
