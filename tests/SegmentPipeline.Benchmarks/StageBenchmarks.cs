using BenchmarkDotNet.Attributes;

namespace SegmentPipeline.Benchmarks;

/// <summary>Each stage on one hour of 1,800 segments; figures are per segment.</summary>
[MemoryDiagnoser]
public class StageBenchmarks
{
    private readonly HourBuffers _buffers = new();
    private TemporaryArchive _archive = null!;
    private HourWork _work = null!;
    private ListStage _lister = null!;
    private SelectStage _selector = null!;

    /// <summary>Lays the hour out and takes it through all stages but the last.</summary>
    [GlobalSetup]
    public async Task BeginAsync()
    {
        _archive = new TemporaryArchive(hours: 1);
        _work = new HourWork(_archive.Plan, _archive.First);
        var store = new DiskStore(_archive.Plan.Directory, LinuxDirectoryReader.Instance);
        (_lister, _selector) = (new ListStage(store), new SelectStage(store));
        _buffers.Begin(_work);
        await _lister.ListAsync(_buffers, CancellationToken.None);
        ParseStage.Parse(_buffers);
        await _selector.SelectAsync(_buffers, CancellationToken.None);
    }

    /// <summary>Removes the hour.</summary>
    [GlobalCleanup]
    public void End() => _archive.Dispose();

    /// <summary>Raw names from the kernel.</summary>
    [Benchmark(OperationsPerInvoke = TemporaryArchive.SegmentsPerHour)]
    public ValueTask ListAsync() => _lister.ListAsync(_buffers, CancellationToken.None);

    /// <summary>Names to segments.</summary>
    [Benchmark(OperationsPerInvoke = TemporaryArchive.SegmentsPerHour)]
    public void Parse()
    {
        _buffers.ClearSegments();
        ParseStage.Parse(_buffers);
    }

    /// <summary>The best of each start, in time order.</summary>
    [Benchmark(OperationsPerInvoke = TemporaryArchive.SegmentsPerHour)]
    public ValueTask SelectAsync()
    {
        _buffers.ClearSelected();
        return _selector.SelectAsync(_buffers, CancellationToken.None);
    }

    /// <summary>One hour's timeline from beginning to end.</summary>
    [Benchmark(OperationsPerInvoke = TemporaryArchive.SegmentsPerHour)]
    public int Stitch()
    {
        var records = new List<AuditRecord>();
        var timeline = new StreamTimeline(_archive.Plan, new AuditRequest(), new Timestamp(long.MaxValue));
        timeline.AddHour(_buffers, records);
        timeline.Finish(records);
        return records.Count;
    }
}
