using SegmentPipeline.Testing;

namespace SegmentPipeline.Reports.Tests.Maps;

/// <summary>What the naive audit says of a made-up archive, collected.</summary>
internal sealed record FakedCoverage(IReadOnlyList<AuditRecord> Records, CoverageCollector Collector)
{
    internal IEnumerable<HoleFinding> HolesOf(StreamId stream) => Records.OfType<HoleFinding>().Where(hole => hole.Stream == stream);

    /// <summary>The maps of it: one row a stream, and one a day unless there are centuries of them.</summary>
    internal IEnumerable<CoverageMap> Maps()
    {
        var map = CoverageMap.ByStream("", Collector);
        yield return map;
        if (map.Range is { } range && range.Microseconds < 100 * 24 * Timestamp.MicrosecondsPerHour)
            yield return CoverageMap.ByDay("", Collector);
    }

    internal static FakedCoverage Of(int seed, int capacity = CoverageCollector.DefaultCapacity)
    {
        var faked = ArchiveFaker.WithFaults(seed);
        var records = new NaiveAudit(faked.Tree, faked.Request, faked.Now).Records().ToList();
        var collector = new CoverageCollector(capacity);
        foreach (var record in records) collector.Add(record);
        return new FakedCoverage(records, collector);
    }
}
