using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Explaining;

internal sealed class MomentExplainerTests
{
    private static readonly StreamId Stream = new("c", "q");

    [Test]
    public async Task Hole_OfYears_CostsOnlyTheHoursAtItsEnds()
    {
        var tree = new ArchiveTree();
        for (var hour = 0; hour < 24; hour++) AddFullHour(tree, $"2020-01-01T{hour:D2}");
        for (var hour = 0; hour < 24; hour++) AddFullHour(tree, $"2026-01-01T{hour:D2}");
        var reader = new InMemoryReader(tree);
        await using var archive = Open(reader);

        var why = await archive.ExplainAsync(Stream, Timestamp.Parse("2023-06-01T12"));

        Assert.That(why.Range, Is.EqualTo(TimeRange.Parse("2020-01-02T00", "2026-01-01T00")));
        Assert.That((why.Before?.Path, why.After?.Path), Is.EqualTo((
            $"2020-01-01T23/{SegmentNames.Full("00:00", "3600.0")}", $"2026-01-01T00/{SegmentNames.Full("00:00", "3600.0")}")));
        Assert.That(reader.Listings.Keys.Where(path => path.Contains('T')).Count(), Is.LessThanOrEqualTo(10));
    }

    [Test]
    public async Task FullRange_OfManyHours_IsFollowedToItsEnds()
    {
        var tree = new ArchiveTree();
        for (var day = 1; day <= 28; day++)
        {
            for (var hour = 0; hour < 24; hour++) AddFullHour(tree, $"2026-02-{day:D2}T{hour:D2}");
        }

        var reader = new InMemoryReader(tree);
        await using var archive = Open(reader);

        var why = await archive.ExplainAsync(Stream, Timestamp.Parse("2026-02-14T12:30:00Z"));

        Assert.That((why.Class, why.Range), Is.EqualTo((CoverageClass.Full, TimeRange.Parse("2026-02-01T00", "2026-03-01T00"))));
        Assert.That(reader.Listings.Where(listing => listing.Value > 8), Is.Empty);
    }

    [Test]
    public async Task Entries_MoreThanAreListed_AreCountedAndTheNearestKept()
    {
        var tree = new ArchiveTree();
        var hour = tree.Hour("2026-03-28T22").File(SegmentNames.Full("00:00")).File(SegmentNames.Full("30:00"));
        for (var second = 2; second < 62; second++) hour.File(SegmentNames.Temporary($"{second / 60:D2}:{second % 60:D2}", "1.0"));
        for (var minute = 0; minute < 30; minute++) hour.File($"{minute:D2}:30-2,0-full-x.ts");
        await using var archive = Open(new InMemoryReader(tree));

        var why = await archive.ExplainAsync(Stream, Timestamp.Parse("2026-03-28T22:00:10Z"));

        var bad = why.Entries.Where(entry => entry.Fate == EntryFate.Bad).ToList();
        Assert.That(bad, Has.Count.EqualTo(MomentExplanation.MostBadNames));
        Assert.That(bad.Max(entry => entry.Start), Is.EqualTo(Timestamp.Parse("2026-03-28T22:19:30Z")));
        Assert.That(why.Entries, Has.Count.EqualTo(MomentExplanation.MostEntries + MomentExplanation.MostBadNames));
        Assert.That(why.EntriesLeftOut, Is.EqualTo(2 + 60 + 30 - why.Entries.Count));
        Assert.That(why.Entries.Any(entry => entry.Start == Timestamp.Parse("2026-03-28T22:00:10Z")), Is.True);
    }

    [Test]
    public async Task Moment_ThatHasNotSettled_IsNotJudged()
    {
        var tree = new ArchiveTree();
        tree.Hour("2026-03-28T22").File(SegmentNames.Full("00:00", "600.0"));
        await using var archive = Open(new InMemoryReader(tree), "2026-03-28T22:10:00Z");

        var judged = await archive.ExplainAsync(Stream, Timestamp.Parse("2026-03-28T22:07:59.999999Z"));
        var recent = await archive.ExplainAsync(Stream, Timestamp.Parse("2026-03-28T22:08:00Z"));
        var settled = await archive.ExplainAsync(Stream, Timestamp.Parse("2026-03-28T22:08:00Z"), settle: TimeSpan.Zero);

        Assert.That((judged.Place, judged.Range?.End), Is.EqualTo((MomentPlace.Inside, Timestamp.Parse("2026-03-28T22:08:00Z"))));
        Assert.That((recent.Place, recent.Class, recent.Touching.Count), Is.EqualTo((MomentPlace.Unsettled, (CoverageClass?)null, 1)));
        Assert.That((settled.Place, settled.Class), Is.EqualTo((MomentPlace.Inside, CoverageClass.Full)));
    }

    [Test]
    public async Task UnreadableHour_FarFromTheRange_DoesNotMakeItIncomplete()
    {
        var tree = new ArchiveTree();
        foreach (var hour in (string[])["2026-03-28T10", "2026-03-28T12", "2026-03-28T22"]) AddFullHour(tree, hour);
        tree.Hour("2026-03-28T11").Unreadable = "permission denied";
        await using var archive = Open(new InMemoryReader(tree));

        var near = await archive.ExplainAsync(Stream, Timestamp.Parse("2026-03-28T12:30:00Z"));
        var far = await archive.ExplainAsync(Stream, Timestamp.Parse("2026-03-28T18"));

        Assert.That(near.Unreadable.Select(finding => $"{finding.Path}"), Is.EqualTo(["c/q/2026-03-28T11"]));
        Assert.That(near.ClassBefore, Is.EqualTo(CoverageClass.Unknown));
        Assert.That(far.Unreadable, Is.Empty);
    }

    [Test]
    public async Task Arguments_ThatCannotBe_AreRefused()
    {
        await using var archive = Open(new InMemoryReader(new ArchiveTree()));
        var moment = Timestamp.Parse("2026-03-28T22");

        Assert.That(() => archive.ExplainAsync(null!, moment), Throws.ArgumentNullException);
        Assert.That(() => archive.ExplainAsync(Stream, moment, TimeSpan.FromTicks(-1)), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => archive.ExplainAsync(Stream, moment, TimeSpan.FromTicks(1)),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("whole microseconds"));
        Assert.That(() => archive.ExplainAsync(Stream, new Timestamp(long.MaxValue)), Throws.InstanceOf<ArgumentOutOfRangeException>());
        await Assert.CatchAsync<StreamNotFoundException>(() => archive.ExplainAsync(Stream, moment));
        await Assert.CatchAsync<OperationCanceledException>(() =>
            archive.ExplainAsync(Stream, moment, cancellationToken: new CancellationToken(canceled: true)));
    }

    private static void AddFullHour(ArchiveTree tree, string hour) => tree.Hour(hour).File(SegmentNames.Full("00:00", "3600.0"));

    private static SegmentArchive Open(InMemoryReader reader, string now = "2100-01-01T00") => SegmentArchive.Open(
        InMemoryReader.RootPath, new SegmentArchiveOptions { TimeProvider = new FixedTimeProvider(Timestamp.Parse(now)) }, reader);
}
