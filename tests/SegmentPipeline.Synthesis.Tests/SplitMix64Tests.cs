namespace SegmentPipeline.Synthesis.Tests;

internal sealed class SplitMix64Tests
{
    [Test]
    public void Next_SeedOfTheReferenceImplementation_ItsNumbers()
    {
        var random = new SplitMix64(1234567);

        ulong[] numbers = [random.Next(), random.Next(), random.Next()];

        Assert.That(numbers, Is.EqualTo([6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL]));
    }

    [Test]
    public void Below_ManyDraws_ReachBothEndsAndNothingBeyond()
    {
        var random = new SplitMix64(1);

        var seen = Enumerable.Range(0, 1000).Select(_ => random.Below(6)).Distinct().Order();

        Assert.That(seen, Is.EqualTo([0, 1, 2, 3, 4, 5]));
    }

    [Test]
    public void Fill_ShorterBuffer_IsTheStartOfTheLonger()
    {
        var longer = new byte[24];
        var shorter = new byte[13];
        new SplitMix64(9).Fill(longer);
        new SplitMix64(9).Fill(shorter);

        Assert.That(shorter, Is.EqualTo(longer[..13]));
    }
}
