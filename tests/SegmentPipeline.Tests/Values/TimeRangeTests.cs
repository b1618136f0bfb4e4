namespace SegmentPipeline.Tests.Values;

internal sealed class TimeRangeTests
{
    [TestCase(0, 1, 1)]
    [TestCase(0, 0, 0)]
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
    public void Intersect_RangesThatMeet_IsWhatTheyShare(
        long start,
        long end,
        long otherStart,
        long otherEnd,
        long sharedStart,
        long sharedEnd
    ) => Assert.That(Range(start, end).Intersect(Range(otherStart, otherEnd)), Is.EqualTo(Range(sharedStart, sharedEnd)));

    [TestCase(0, 10, 10, 20)]
    [TestCase(0, 10, 20, 30)]
    [TestCase(0, 10, -20, 0)]
    public void Intersect_RangesThatDoNotMeet_IsEmptyAndAtTheLaterStart(long start, long end, long otherStart, long otherEnd)
    {
        var shared = Range(start, end).Intersect(Range(otherStart, otherEnd));

        Assert.That(
            (shared.IsEmpty, shared.Start, shared.End),
            Is.EqualTo((true, new Timestamp(Math.Max(start, otherStart)), shared.Start)));
    }

    [TestCase(0, 0, false)]
    [TestCase(1, 0, true)]
    public void Constructor_EndBeforeStart_IsRefused(long start, long end, bool isRefused)
    {
        Assert.That(
            () => Range(start, end),
            isRefused ? Throws.ArgumentException.With.Message.Contains("end before its start") : Throws.Nothing);
        Assert.That(() => TimeRange.Parse("2026-03-28T23", "2026-03-28T22"), Throws.ArgumentException);
    }

    [Test]
    public void Unordered_EndBeforeStart_IsEmptyAndKeepsBoth()
    {
        var range = TimeRange.Unordered(new Timestamp(1), new Timestamp(0));

        Assert.That(
            (range.Start, range.End, range.IsEmpty, range.Microseconds, range.Duration),
            Is.EqualTo((new Timestamp(1), new Timestamp(0), true, 0L, TimeSpan.Zero)));
        Assert.That(TimeRange.Unordered(new Timestamp(0), new Timestamp(1)), Is.EqualTo(Range(0, 1)));
    }

    [Test]
    public void Duration_LongerThanASpanCanBe_Overflows()
    {
        Assert.That(Range(0, 5).Duration, Is.EqualTo(TimeSpan.FromMicroseconds(5)));
        Assert.That(() => Range(0, long.MaxValue).Duration, Throws.TypeOf<OverflowException>());
    }

    [Test]
    public void Parse_TwoTimes_IsTheirRange()
    {
        var range = TimeRange.Parse("2026-03-28T22", "2026-03-29T01:00:00+02:00");

        Assert.That(range.Microseconds, Is.EqualTo(Timestamp.MicrosecondsPerHour));
        Assert.That(range.ToString(), Is.EqualTo("2026-03-28T22:00:00.000000Z – 2026-03-28T23:00:00.000000Z"));
    }

    private static TimeRange Range(long start, long end) => new(new Timestamp(start), new Timestamp(end));
}
