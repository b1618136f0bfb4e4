namespace SegmentPipeline.Verification.Tests.Rolling;

/// <summary>Thirty nights of an archive that grows and is edited, with a budget that suffices for what is new and some more.</summary>
internal sealed class NightsTests
{
    private const int Nights = 30;
    private const int Budget = 50;

    [Test]
    public async Task Nights_WithEdits_VerifyEveryHourInItsTurn([Values(1, 2, 3, 4, 5)] int seed, [Values(1, 4)] int parallelism)
    {
        var nights = new ArchiveOfNights(seed);
        for (var night = 0; night < Nights; night++)
        {
            nights.Pass();
            var end = await nights.VerifyAsync(Budget, parallelism);
            Assert.That(end.Checked, Is.EqualTo(Budget), $"night {night}");
        }

        // At first 360 files wait, 24 come each night and an hour of 6 or 7 is edited: after some 20 nights all had their turn once.
        var last = await nights.VerifyAsync(Budget, parallelism);
        Assert.Multiple(() =>
        {
            Assert.That(nights.FindUnverified(), Is.Empty, $"seed {seed}");
            Assert.That(nights.FindUnread(), Is.Empty, $"seed {seed}");
            Assert.That(last.OldestUnverified, Is.LessThan(TimeSpan.FromDays(Nights)), $"seed {seed}");
        });
    }

    /// <summary>The process is killed when it remembers, at any time; what was remembered before counts, and nothing else.</summary>
    [Test]
    public async Task Nights_WithAKill_LoseNothingThatWasRemembered([Range(0, 49)] int diesAt)
    {
        var nights = new ArchiveOfNights(seed: 7);
        nights.Pass();
        nights.Memory.DiesAt = diesAt;
        Assert.That(() => nights.VerifyAsync(budget: 10_000, parallelism: 2), Throws.InvalidOperationException);
        Assert.That(nights.FindUnread(), Is.Empty);

        var kept = nights.Memory.Hours.Values.Sum(hour => hour.Files);
        nights.Memory.DiesAt = null;
        nights.Archive.Read.Clear();
        var left = (int)(new Total(nights.Archive).Files - kept);
        await nights.VerifyAsync(left, parallelism: 1);
        Assert.Multiple(() =>
        {
            Assert.That(nights.Archive.Read, Has.Count.EqualTo(left).And.Unique);
            Assert.That(nights.FindUnverified(), Is.Empty, "what was remembered need not be read again");
            Assert.That(nights.FindUnread(), Is.Empty);
        });
    }

    private sealed class Total(JudgedArchive archive)
    {
        internal int Files => archive.Tree.Root.Child("c").Child("q").Entries.Sum(hour => hour.Directory!.Entries.Count);
    }
}
