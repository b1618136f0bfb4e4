using BenchmarkDotNet.Attributes;

namespace SegmentPipeline.Benchmarks;

/// <summary>Whole calls on an archive of 13 hours, 23,400 segments.</summary>
[MemoryDiagnoser]
public class ArchiveBenchmarks
{
    private const int Hours = 13;

    private readonly NameList _names = new();
    private TemporaryArchive _archive = null!;
    private SegmentArchive _known = null!;
    private TimeRange _range;

    /// <summary>Lays the archive out.</summary>
    [GlobalSetup]
    public void Begin()
    {
        _archive = new TemporaryArchive(Hours);
        _range = new TimeRange(_archive.First.Next.Start, new Hour(_archive.First.SinceEpoch + Hours).Start);

        // Hours written less than two seconds ago are not kept.
        _known = SegmentArchive.Open(_archive.Root, new SegmentArchiveOptions { TimeProvider = new SettledClock() });
    }

    /// <summary>Removes it.</summary>
    [GlobalCleanup]
    public void End() => _archive.Dispose();

    /// <summary>Only names, for comparison.</summary>
    [Benchmark(Baseline = true)]
    public long ListNames()
    {
        for (var i = 0; i < Hours; i++)
        {
            DirectoryReader.Best.List(_archive.Plan.DirectoryOf(new Hour(_archive.First.SinceEpoch + i)), _names);
        }

        return _names.ByteCount;
    }

    /// <summary>The whole engine.</summary>
    [Benchmark]
    public Task<AuditReport> Audit() => SegmentArchive.Open(_archive.Root).AuditToReportAsync(new AuditRequest());

    /// <summary>A selection of 12 hours by an archive that has read nothing yet.</summary>
    [Benchmark]
    public Task<SegmentSequence> SelectFirst() => SegmentArchive.Open(_archive.Root).SelectAsync(_archive.Stream, _range);

    /// <summary>The same, asked again.</summary>
    [Benchmark]
    public Task<SegmentSequence> SelectAgain() => _known.SelectAsync(_archive.Stream, _range);

    /// <summary>The same, first asked by sixteen at once.</summary>
    [Benchmark]
    public Task<SegmentSequence[]> SelectBySixteen()
    {
        var archive = SegmentArchive.Open(_archive.Root);
        return Task.WhenAll(Enumerable.Range(0, 16).Select(_ => archive.SelectAsync(_archive.Stream, _range)));
    }

    private sealed class SettledClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddHours(1);
    }
}
