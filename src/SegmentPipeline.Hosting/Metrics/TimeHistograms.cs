using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SegmentPipeline.Hosting;

/// <summary>Three histograms of one thing: the time on the wall, and the processor times in the program and in the system.</summary>
internal sealed class TimeHistograms
{
    private readonly Histogram<double> _wall;
    private readonly Histogram<double> _user;
    private readonly Histogram<double> _system;

    internal TimeHistograms(Meter meter, string name, string ofWhat, double[] bounds)
    {
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds };
        _wall = meter.CreateHistogram($"{name}.duration", "s", $"Wall time {ofWhat}.", tags: null, advice);
        _user = meter.CreateHistogram($"{name}.cpu.user", "s", $"Processor time in the program {ofWhat}.", tags: null, advice);
        _system = meter.CreateHistogram($"{name}.cpu.system", "s", $"Processor time in the system {ofWhat}.", tags: null, advice);
    }

    internal bool Enabled => _wall.Enabled || _user.Enabled || _system.Enabled;

    internal void Record(TimeSpan wall, CpuTimes cpu, double divisor, in TagList tags)
    {
        _wall.Record(wall.TotalSeconds / divisor, tags);
        _user.Record(cpu.User.TotalSeconds / divisor, tags);
        _system.Record(cpu.System.TotalSeconds / divisor, tags);
    }
}
