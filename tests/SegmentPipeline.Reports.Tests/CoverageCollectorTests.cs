namespace SegmentPipeline.Reports.Tests;

public sealed class CoverageCollectorTests
{
    private static readonly StreamId Stream = new("desertbus", "source");

    [Test]
    public void Ranges_WithinTheCapacity_StayExact()
    {
        var collector = new CoverageCollector(3);
        foreach (var record in Holes(3)) collector.Add(record);

        Assert.That(collector.Step, Is.EqualTo(TimeSpan.Zero));
        Assert.That(collector.Lanes.Single().Spans.Select(span => span.Range.Microseconds), Is.EqualTo([1, 1, 1]));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(7)]
    [TestCase(999)]
    public void Ranges_BeyondTheCapacity_ArePooledAndNoneIsLost(int capacity)
    {
        var collector = new CoverageCollector(capacity);
        foreach (var record in Holes(1000)) collector.Add(record);

        var spans = collector.Lanes.Single().Spans;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(spans, Has.Count.LessThanOrEqualTo(capacity));
            Assert.That(spans.Sum(span => span.Microseconds.Missing), Is.EqualTo(1000));
            Assert.That(spans, Has.All.Matches<CoverageSpan>(span => span.Microseconds.Total == span.Range.Microseconds));
            Assert.That(collector.Step, Is.GreaterThan(TimeSpan.Zero));
        }
    }

    private static IEnumerable<AuditRecord> Holes(int count)
    {
        var start = Timestamp.Parse("2026-03-28T22:00:00Z");
        for (var i = 0; i < count; i++)
        {
            var from = start.AddMicroseconds(700_000L * i);
            yield return new HoleFinding
            {
                Stream = Stream,
                Range = new TimeRange(from, from.AddMicroseconds(1)),
                Before = null,
                After = null,
            };
        }

        yield return new StreamRecord
        {
            Stream = Stream,
            Window = new TimeRange(start, start.AddMicroseconds(700_000L * count)),
            Hours = 1,
            Entries = default,
            Microseconds = default,
            Holes = count,
            Degraded = 0,
            Overlaps = 0,
            Discontinuities = 0,
            LongestHole = TimeSpan.FromMicroseconds(1),
        };
    }
}
