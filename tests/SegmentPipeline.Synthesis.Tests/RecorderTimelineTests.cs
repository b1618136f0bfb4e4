namespace SegmentPipeline.Synthesis.Tests;

internal sealed class RecorderTimelineTests
{
    private static readonly Hour First = Timestamp.Parse("2026-03-28T18").Hour;

    [Test]
    public void From_AnySeed_IsContiguousFromTheFirstMoment(
        [Values(1UL, 2UL, 3UL, ulong.MaxValue)] ulong seed, [Values(1, 2, 7, 60)] int seconds)
    {
        var timeline = new RecorderTimeline(seed, First, seconds * Timestamp.MicrosecondsPerSecond);
        var (moment, end) = (First.Start, new Hour(First.SinceEpoch + 30).Start);

        foreach (var segment in timeline.From(First.Start).TakeWhile(segment => segment.Start < end))
        {
            Assert.That(segment.Start, Is.EqualTo(moment));
            Assert.That(segment.DurationMicroseconds, Is.InRange(100_000, seconds * Timestamp.MicrosecondsPerSecond));
            moment = segment.End;
        }

        Assert.That(moment, Is.GreaterThanOrEqualTo(end));
    }

    [Test]
    public void From_EveryHourOnItsOwn_IsWhatIsDrawnInOneGo()
    {
        var timeline = new RecorderTimeline(seed: 5, First, 2 * Timestamp.MicrosecondsPerSecond);
        var end = new Hour(First.SinceEpoch + 12).Start;

        var inOneGo = timeline.From(First.Start).TakeWhile(segment => segment.Start < end);
        var hourByHour = Enumerable.Range(First.SinceEpoch, 12)
            .SelectMany(hour => timeline.From(new Hour(hour).Start).TakeWhile(segment => segment.Start < new Hour(hour).End));

        Assert.That(hourByHour, Is.EqualTo(inOneGo));
    }

    [Test]
    public void From_LongEnough_SessionsEndShortAndTheNextHasAnotherPhase()
    {
        var timeline = new RecorderTimeline(seed: 5, First, 2 * Timestamp.MicrosecondsPerSecond);
        var day = timeline.From(First.Start).TakeWhile(segment => segment.Start < new Hour(First.SinceEpoch + 24).Start).ToArray();

        var phases = day.Select(segment => segment.Start.UnixMicroseconds % Timestamp.MicrosecondsPerSecond).Skip(1).Distinct();
        var shortOnes = day.Skip(1).Where(segment => segment.DurationMicroseconds < 2_000_000).ToArray();

        Assert.That(shortOnes, Has.Length.InRange(7, 8));
        Assert.That(shortOnes.Select(segment => segment.DurationMicroseconds % 1000), Is.All.Zero);
        Assert.That(phases.Count(), Is.EqualTo(shortOnes.Length + 1));
    }

    [Test]
    public void LastBefore_StartOfASegment_IsTheOneThatEndsThere()
    {
        var timeline = new RecorderTimeline(seed: 5, First, 2 * Timestamp.MicrosecondsPerSecond);
        var segments = timeline.From(First.Start).Take(10).ToArray();

        Assert.That(timeline.LastBefore(segments[9].Start), Is.EqualTo(segments[8]));
        Assert.That(timeline.LastBefore(segments[9].Start.AddMicroseconds(1)), Is.EqualTo(segments[9]));
    }
}
