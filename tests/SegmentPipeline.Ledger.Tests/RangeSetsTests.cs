namespace SegmentPipeline.Ledger.Tests;

/// <summary>Sets of moments, against sets of single moments.</summary>
internal sealed class RangeSetsTests
{
    private const int Moments = 24;
    private const int CasesOfASeed = 10;

    [Test]
    public void Sets_OfRanges_AreThoseOfTheirMoments([Range(0, 199)] int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < CasesOfASeed; i++)
        {
            var (left, right) = (RangeSets.Union(Any(random)), RangeSets.Union(Any(random)));

            Assert.That(MomentsOf(RangeSets.Intersect(left, right)), Is.EqualTo(MomentsOf(left).Intersect(MomentsOf(right))), $"case {i}");
            Assert.That(MomentsOf(RangeSets.Subtract(left, right)), Is.EqualTo(MomentsOf(left).Except(MomentsOf(right))), $"case {i}");
            Assert.That(
                MomentsOf(RangeSets.Union(left.Concat(right))),
                Is.EqualTo(MomentsOf(left).Union(MomentsOf(right)).Order()),
                $"case {i}");
        }
    }

    [Test]
    public void Union_OfRangesThatTouch_IsOneRange() =>
        Assert.That(RangeSets.Union([Range(4, 6), Range(0, 2), Range(2, 4), Range(9, 9)]), Is.EqualTo([Range(0, 6)]));

    private static List<TimeRange> Any(Random random) =>
        [.. Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(Moments)).Select(start => Range(start, start + random.Next(6)))];

    private static TimeRange Range(long start, long end) => new(new(start), new(end));

    private static List<long> MomentsOf(IEnumerable<TimeRange> ranges) =>
        [
            .. ranges
                .SelectMany(range => Enumerable.Range((int)range.Start.UnixMicroseconds, (int)range.Microseconds))
                .Select(moment => (long)moment),
        ];
}
