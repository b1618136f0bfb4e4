namespace SegmentPipeline.Web.Tests;

/// <summary>Which archives' coverage is kept.</summary>
internal sealed class CoverageCacheTests
{
    private const long Most = CoverageCache.MostRanges;

    [TestCase(new[] { Most + 1 }, 0)]
    [TestCase(new[] { 1, 1, Most + 1 }, 2)]
    [TestCase(new[] { 1, Most - 1 }, 0)]
    [TestCase(new[] { 1, 1, Most - 1 }, 1)]
    public void Oldest_MakeRoom_AndTheNewestIsKept(long[] ranges, int expected) =>
        Assert.That(CoverageCache.CountTooMany(ranges), Is.EqualTo(expected));
}
