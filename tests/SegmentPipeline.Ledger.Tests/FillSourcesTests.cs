namespace SegmentPipeline.Ledger.Tests;

/// <summary>What a filling published, gathered as ranges.</summary>
internal sealed class FillSourcesTests
{
    private static readonly StreamId Stream = new("c", "q");
    private static readonly Timestamp Start = Timestamp.Parse("2026-03-28T10");

    [Test]
    public void Segments_InAnyOrder_MakeOneRange([Values(0, 1, 2, 3)] int seed)
    {
        var sources = new FillSources(TimeSpan.Zero);
        var order = Enumerable.Range(0, 20).ToArray();
        new Random(seed).Shuffle(order);
        foreach (var at in order) sources.Add(Stream, Segment(2_000_000L * at, 2_000_000L * (at + 1)), "a");

        var only = new LedgerFillSource { Stream = Stream, Range = Segment(0, 40_000_000), Replica = "a", Segments = 20 };
        Assert.That(sources.ToList(), Is.EqualTo([only]));
        Assert.That(sources.Count, Is.EqualTo(1));
    }

    [TestCase(10, 1)]
    [TestCase(11, 2)]
    public void Segments_WithAGap_AreOneRangeUpToTheTolerance(long gap, int ranges)
    {
        var sources = new FillSources(TimeSpan.FromMicroseconds(10));

        sources.Add(Stream, Segment(0, 100), "a");
        sources.Add(Stream, Segment(100 + gap, 200), "a");

        Assert.That(sources.Count, Is.EqualTo(ranges));
    }

    [Test]
    public void Segments_OfTwoReplicasOrStreams_StayApart()
    {
        var sources = new FillSources(TimeSpan.Zero);

        sources.Add(Stream, Segment(100, 200), "b");
        sources.Add(Stream, Segment(0, 100), "a");
        sources.Add(new StreamId("b", "q"), Segment(0, 100), "a");

        Assert.That(
            sources.ToList().Select(source => $"{source.Stream} {source.Replica}"),
            Is.EqualTo(["b/q a", "c/q a", "c/q b"]));
    }

    [Test]
    public void Ranges_MoreThanAreKept_AreCounted()
    {
        var sources = new FillSources(TimeSpan.Zero);
        for (var at = 0; at < FillSources.Most + 2; at++) sources.Add(Stream, Segment(10L * at, 10L * at + 5), "a");

        Assert.That(sources.ToList(), Has.Count.EqualTo(FillSources.Most));
        Assert.That(sources.Count, Is.EqualTo(FillSources.Most + 2));
    }

    private static TimeRange Segment(long from, long to) => new(Start.AddMicroseconds(from), Start.AddMicroseconds(to));
}
