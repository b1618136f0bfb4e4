namespace SegmentPipeline.Verification.Tests.Sampling;

internal sealed class SampleTests
{
    private const string Hour = "2026-03-28T10";

    [TestCase("10", 10)]
    [TestCase("1000", 40)]
    [TestCase("10%", 4)]
    [TestCase("1%", 1)]
    [TestCase("100%", 40)]
    public async Task Sample_OfSoMany_ReadsThem(string size, int read)
    {
        _ = SampleSize.TryParse(size, out var sample);
        var archive = new JudgedArchive().Hour(Hour, 30).Hour("2026-03-28T11", 10);
        var end = await archive.SumUpAsync(new() { Sample = sample });
        Assert.Multiple(() =>
        {
            Assert.That((end.Files, end.Checked, end.NotChecked), Is.EqualTo((40, read, 40 - read)));
            Assert.That((end.Sampled!.Files, end.Sampled.Checked, end.Sampled.Corrupt), Is.EqualTo((read, read, 0)));
            Assert.That(end.Bound!.CorruptAtMost, Is.EqualTo(HypergeometricBound.Find(40, read, 0)));
            Assert.That((end.Complete, end.Outcome), Is.EqualTo((true, AuditOutcome.Success)));
            Assert.That(end.Seed, Is.Not.Null);
        });
    }

    [TestCase("")]
    [TestCase("0")]
    [TestCase("-1")]
    [TestCase("0%")]
    [TestCase("100.01%")]
    [TestCase("1,5%")]
    [TestCase("many")]
    public void SampleSize_OfOtherText_IsRefused(string text) => Assert.That(SampleSize.TryParse(text, out _), Is.False);

    [Test]
    public async Task Sample_OfTheSameSeed_ReadsTheSameFiles()
    {
        var request = new VerificationRequest { Sample = SampleSize.FromFiles(9), Seed = 12 };
        var (first, second) = (new JudgedArchive().Hour(Hour, 90), new JudgedArchive { ShuffleSeed = 4 }.Hour(Hour, 90));
        await first.SumUpAsync(request);
        await second.SumUpAsync(request, new() { Parallelism = 4 });
        Assert.That(second.Read, Is.EquivalentTo(first.Read));
    }

    [Test]
    public async Task Sample_ThatMeetsACorruptFile_LooksAtItsNeighboursBesideTheEstimate()
    {
        var archive = new JudgedArchive().Hour(Hour, 100);
        foreach (var number in Enumerable.Range(0, 100)) archive.Gives(Hour, JudgedArchive.NameAt(number), JudgedArchive.Corrupt());
        archive.GivesAgain(Hour, JudgedArchive.NameAt(40));
        var seed = Enumerable.Range(0, 10_000).First(candidate => new SampleDraw(100, 1, candidate).DrawFrom(100) is [50]);
        var end = await archive.SumUpAsync(new() { Sample = SampleSize.FromFiles(1), Seed = seed });
        Assert.Multiple(() =>
        {
            Assert.That(archive.Read, Has.Count.EqualTo(1 + 10 + 16).And.Unique, "up to a right one before, and 16 after");
            Assert.That((end.Checked, end.Corrupt, end.Right, end.NotChecked), Is.EqualTo((27, 26, 1, 73)));
            Assert.That((end.Sampled!.Files, end.Sampled.Checked, end.Sampled.Corrupt), Is.EqualTo((1, 1, 1)));
            Assert.That(end.Bound!.CorruptAtMost, Is.EqualTo(HypergeometricBound.Find(100, 1, 1)));
        });
    }

    [Test]
    public async Task Sample_WithFilesThatCannotBeRead_CountsThemAsNotLookedAt()
    {
        var archive = new JudgedArchive().Hour(Hour, 10)
            .Gives(Hour, JudgedArchive.NameAt(3), JudgedArchive.Unread(ReadingOutcome.Unreadable));
        var end = await archive.SumUpAsync(new() { Sample = SampleSize.FromFiles(10) });
        Assert.That((end.Checked, end.Unreadable, end.Bound!.CorruptAtMost, end.Outcome),
            Is.EqualTo((9, 1, HypergeometricBound.Find(10, 9, 0), AuditOutcome.Incomplete)));
    }

    [Test]
    public async Task Sample_ThatABudgetEnds_SaysNothingOfTheRest()
    {
        var request = new VerificationRequest { Sample = SampleSize.FromFiles(30), Budget = new() { Files = 3 } };
        var end = await new JudgedArchive().Hour(Hour, 90).SumUpAsync(request);
        Assert.That((end.Checked, end.Bound, end.Complete), Is.EqualTo((3, (CorruptBound?)null, false)));
    }
}
