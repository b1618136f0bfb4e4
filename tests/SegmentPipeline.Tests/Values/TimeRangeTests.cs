namespace SegmentPipeline.Tests.Values;

internal sealed class TimeRangeTests
{
    [TestCase(0, 1, 1)]
    [TestCase(0, 0, 0)]
    [TestCase(1, 0, 0)]
    [TestCase(-5, 5, 10)]
    public void Microseconds_OfARange_AreItsLengthOrNothing(long start, long end, long length)
    {
        var range = Range(start, end);

        Assert.That(range.Microseconds, Is.EqualTo(length));
        Assert.That(range.IsEmpty, Is.EqualTo(length == 0));
    }

    [TestCase(-1, false)]
    [TestCase(0, true)]
    [TestCase(9, true)]
    [TestCase(10, false)]
    public void Contains_AtTheEdges_IsHalfOpen(long moment, bool inside) =>
        Assert.That(Range(0, 10).Contains(new Timestamp(moment)), Is.EqualTo(inside));

    [TestCase(0, 10, 5, 20, 5, 10)]
    [TestCase(0, 10, -5, 5, 0, 5)]
    [TestCase(0, 10, 2, 3, 2, 3)]
    public void Intersect_RangesThatMeet_IsWhatTheyShare(long start, long end, long otherStart, long otherEnd, long sharedStart, long sharedEnd) =>
        Assert.That(Range(start, end).Intersect(Range(otherStart, otherEnd)), Is.EqualTo(Range(sharedStart, sharedEnd)));

    [TestCase(0, 10, 10, 20)]
    [TestCase(0, 10, 20, 30)]
    [TestCase(0, 10, -20, 0)]
    public void Intersect_RangesThatDoNotMeet_IsEmpty(long start, long end, long otherStart, long otherEnd) =>
        Assert.That(Range(start, end).Intersect(Range(otherStart, otherEnd)).IsEmpty, Is.True);

    [Test]
    public void Parse_TwoTimes_IsTheirRange()
    {
        var range = TimeRange.Parse("2026-03-28T22", "2026-03-29T01:00:00+02:00");

        Assert.That(range.Microseconds, Is.EqualTo(Timestamp.MicrosecondsPerHour));
        Assert.That(range.ToString(), Is.EqualTo("2026-03-28T22:00:00.000000Z – 2026-03-28T23:00:00.000000Z"));
    }

    private static TimeRange Range(long start, long end) => new(new Timestamp(start), new Timestamp(end));
}
