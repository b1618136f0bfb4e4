namespace SegmentPipeline.Verification.Tests.Sampling;

internal sealed class SampleDrawTests
{
    [TestCase(100, 0)]
    [TestCase(100, 1)]
    [TestCase(100, 99)]
    [TestCase(100, 100)]
    [TestCase(100, 1_000)]
    public void Draw_OfSoMany_DrawsThatNumber(int files, int wanted)
    {
        var draw = new SampleDraw(files, wanted, seed: 7);
        Assert.That(draw.DrawFrom(40).Length + draw.DrawFrom(0).Length + draw.DrawFrom(60).Length, Is.EqualTo(Math.Min(files, wanted)));
    }

    [Test]
    public void Draw_InOtherParts_DrawsTheSame()
    {
        var (whole, parts) = (new SampleDraw(1_000, 50, 3), new SampleDraw(1_000, 50, 3));
        var drawn = new List<int>();
        for (var at = 0; at < 1_000; at += 8) drawn.AddRange(parts.DrawFrom(8).Select(place => at + place));
        Assert.That(drawn, Is.EqualTo(whole.DrawFrom(1_000)));
    }

    [Test]
    public void Draw_OfAnotherSeed_DrawsOthers() =>
        Assert.That(new SampleDraw(1_000, 50, 4).DrawFrom(1_000), Is.Not.EqualTo(new SampleDraw(1_000, 50, 5).DrawFrom(1_000)));

    [Test]
    public void Draw_TheFirstNumbers_AreTheSameForEver() =>
        Assert.That(new SampleDraw(1_000_000, 5, 1).DrawFrom(1_000_000), Is.EqualTo(FirstOfSeedOne));

    /// <summary>Each of the 120 sets of three of ten comes about as often: chi-squared with 119 degrees of freedom is below 173 in 999 of
    /// 1,000 cases.</summary>
    [Test]
    public void Draw_OverManySeeds_GivesEachSetAsOften()
    {
        const int draws = 120_000;
        var counts = new Dictionary<(int, int, int), int>();
        for (var seed = 0; seed < draws; seed++)
        {
            var drawn = new SampleDraw(10, 3, seed).DrawFrom(10);
            var set = (drawn[0], drawn[1], drawn[2]);
            counts[set] = counts.GetValueOrDefault(set) + 1;
        }

        const double expected = draws / 120.0;
        var chiSquared = counts.Values.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.Multiple(() =>
        {
            Assert.That(counts, Has.Count.EqualTo(120));
            Assert.That(chiSquared, Is.LessThan(173));
        });
    }

    private static readonly int[] FirstOfSeedOne = [29838, 492824, 538259, 540978, 628531];
}
