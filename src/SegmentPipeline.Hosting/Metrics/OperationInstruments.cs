using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SegmentPipeline.Hosting;

/// <summary>The histograms that all operations share.</summary>
internal sealed class OperationInstruments(IMeterFactory meters, TimeProvider clock, CpuClock cpu)
{
    private readonly TimeHistograms _whole = new(
        meters.Create(PipelineMetrics.MeterName), "segmentpipeline.operation", "of an operation",
        [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 300, 1800, 7200]);

    private readonly TimeHistograms _unit = new(
        meters.Create(PipelineMetrics.MeterName), "segmentpipeline.operation.work", "for each unit of an operation's work",
        [0.00000001, 0.0000001, 0.000001, 0.00001, 0.0001, 0.001, 0.01, 0.1, 1, 10]);

    /// <summary>Whether anybody listens. If not, operations are not timed at all.</summary>
    internal bool Enabled => _whole.Enabled || _unit.Enabled;

    internal CpuClock Cpu => cpu;

    internal OperationStart Start(Func<CpuTimes> readCpu) => new(clock.GetTimestamp(), readCpu(), readCpu);

    internal void Record(in OperationStart start, double work, string workUnit, ref TagList tags)
    {
        var used = start.ReadCpu() - start.Cpu;
        var wall = clock.GetElapsedTime(start.Timestamp);
        _whole.Record(wall, used, 1, tags);
        if (!double.IsFinite(work) || work <= 0) return;
        tags.Add(Label.Work, workUnit);
        _unit.Record(wall, used, work, tags);
    }
}

/// <summary>The moment at which an operation began.</summary>
internal readonly record struct OperationStart(long Timestamp, CpuTimes Cpu, Func<CpuTimes> ReadCpu);
