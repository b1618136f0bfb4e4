using BenchmarkDotNet.Attributes;

namespace SegmentPipeline.Benchmarks;

/// <summary>Each stage on one hour of 1,800 segments; figures are per segment.</summary>
[MemoryDiagnoser]
public class StageBenchmarks
{
    private readonly HourBatch _batch = new();
    private readonly BestStage _selector = new(LinuxDirectoryReader.Instance);
    private TemporaryArchive _archive = null!;
    private HourWork _work = null!;
    private ListStage _lister = null!;

    /// <summary>Lays the hour out and takes it through all stages but the last.</summary>
    [GlobalSetup]
    public void Begin()
    {
        _archive = new TemporaryArchive(hours: 1);
        _work = new HourWork(_archive.Plan, _archive.First);
        _lister = new ListStage(LinuxDirectoryReader.Instance);
        _batch.Begin(_work);
        _lister.List(_batch);
        NameStage.Parse(_batch);
        _selector.Select(_batch);
    }

    /// <summary>Removes the hour.</summary>
    [GlobalCleanup]
    public void End() => _archive.Dispose();

    /// <summary>Raw names from the kernel.</summary>
    [Benchmark(OperationsPerInvoke = TemporaryArchive.SegmentsPerHour)]
    public void List() => _lister.List(_batch);

    /// <summary>Names to segments.</summary>
    [Benchmark(OperationsPerInvoke = TemporaryArchive.SegmentsPerHour)]
    public void Parse()
    {
        _batch.ClearSegments();
        NameStage.Parse(_batch);
    }

    /// <summary>The best of each start, in time order.</summary>
    [Benchmark(OperationsPerInvoke = TemporaryArchive.SegmentsPerHour)]
    public void Select()
    {
        _batch.ClearSelected();
        _selector.Select(_batch);
    }

    /// <summary>One hour's timeline from beginning to end.</summary>
    [Benchmark(OperationsPerInvoke = TemporaryArchive.SegmentsPerHour)]
    public int Stitch()
    {
        var records = new List<AuditRecord>();
        var timeline = new StreamTimeline(_archive.Plan, new AuditRequest(), new Timestamp(long.MaxValue));
        timeline.Take(_batch, records);
        timeline.Finish(records);
        return records.Count;
    }
}
