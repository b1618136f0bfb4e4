using CsCheck;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Properties;

/// <summary>What holds for every archive. A failure prints the seed of the smallest case found.</summary>
internal sealed class PropertyTests
{
    private const int Archives = 200;
    private static readonly Gen<int> AnySeed = Gen.Int[1, 100_000_000];

    [Test]
    public async Task Listing_Shuffled_GivesTheSameReport()
    {
        var asserted = new CaseFloor(180);
        await Gen.Select(AnySeed, AnySeed).SampleAsync(
            async (seed, shuffle) =>
            {
                var faked = ArchiveFaker.WithFaults(seed);
                if (!new NaiveAudit(faked.Tree, faked.Request, faked.Now).IsArchive) return;
                var listed = await Records(new InMemoryReader(faked.Tree), faked);
                var shuffled = await Records(new InMemoryReader(faked.Tree) { ShuffleSeed = shuffle }, faked);

                if (RecordDifference.Between(listed, shuffled) is { } difference)
                    Assert.Fail($"{difference}\nshuffled by {shuffle}\n{faked}");
                asserted.Count();
            },
            iter: Archives);
        asserted.Verify();
    }

    [Test]
    public async Task Figures_OfAnyArchive_AddUp()
    {
        var asserted = new CaseFloor(180);
        await AnySeed.SampleAsync(
            async seed =>
            {
                var faked = ArchiveFaker.WithFaults(seed);
                var naive = new NaiveAudit(faked.Tree, faked.Request, faked.Now);
                if (!naive.IsArchive) return;
                var request = faked.Request with { IncludeHours = true };
                await using var opened = OpenedArchive.Open(new InMemoryReader(faked.Tree), faked.Now);
                var report = await opened.Archive.AuditToReportAsync(request, faked.Context);

                var entries = naive.Streams.SelectMany(s => s.Hours).Where(h => h.Readable).Sum(h => h.Fates.Count);
                if (report.Summary.Entries.Total != entries) Assert.Fail($"{report.Summary.Entries} are not {entries} entries\n{faked}");
                foreach (var stream in report.Streams)
                {
                    var hours = report.Hours.Where(hour => hour.Stream == stream.Stream).ToList();
                    if (stream.Microseconds.Total != (stream.Window?.Microseconds ?? 0))
                        Assert.Fail($"{stream} does not add up to its window\n{faked}");
                    if (hours.Sum(h => h.Entries.Total) != stream.Entries.Total)
                        Assert.Fail($"the entries of {stream} are not those of its hours\n{faked}");
                    foreach (var hour in hours)
                    {
                        var share = stream.Window is { } window ? hour.Hour.Range.Intersect(window).Microseconds : 0;
                        if (hour.Microseconds.Total != share) Assert.Fail($"{hour} does not add up to {share} µs\n{faked}");
                    }
                }

                asserted.Count(report.Streams.Count > 0 ? 1 : 0);
            },
            iter: Archives);
        asserted.Verify();
    }

    [Test]
    public async Task FullSegment_SplitInTwoContiguousOnes_LeavesTheVerdict()
    {
        var (asserted, withoutOverlap) = (new CaseFloor(150), new CaseFloor(20));
        await Gen.Select(PlainArchive.Any, AnySeed).SampleAsync(
            async (plain, pick) =>
            {
                var split = plain.Split(pick);
                if (split is null) return;
                var before = await Report(plain);
                var after = await Report(split);

                Assert.That(after.Summary.Microseconds, Is.EqualTo(before.Summary.Microseconds));
                Assert.That(Ranges(after), Is.EqualTo(Ranges(before)));
                Assert.That(
                    after.Summary.Entries,
                    Is.EqualTo(before.Summary.Entries with { Selected = before.Summary.Entries.Selected + 1 }));
                asserted.Count();
                if (!plain.HasNoOverlap) return;
                Assert.That(after.Streams[0].Discontinuities, Is.EqualTo(before.Streams[0].Discontinuities));
                withoutOverlap.Count();
            },
            iter: Archives);
        asserted.Verify();
        withoutOverlap.Verify();
    }

    [Test]
    public async Task Duplicate_DominatedByTheSelected_IsOnlyCounted() =>
        await Gen.Select(PlainArchive.Any, AnySeed).SampleAsync(
            async (plain, pick) =>
            {
                var before = await Report(plain);
                var after = await Report(plain.WithDominatedDuplicate(pick));

                Assert.That(after.Findings, Is.EqualTo(before.Findings));
                Assert.That(after.Summary.Microseconds, Is.EqualTo(before.Summary.Microseconds));
                Assert.That(
                    after.Summary.Entries,
                    Is.EqualTo(before.Summary.Entries with { Superseded = before.Summary.Entries.Superseded + 1 }));
                Assert.That(after.Streams[0].Discontinuities, Is.EqualTo(before.Streams[0].Discontinuities));
            },
            iter: Archives);

    private static async Task<List<AuditRecord>> Records(InMemoryReader reader, FakedArchive faked)
    {
        await using var opened = OpenedArchive.Open(reader, faked.Now);
        return [.. ComparableRecords.Of(await opened.Archive.AuditAsync(faked.Request, faked.Context).ToListAsync())];
    }

    private static async Task<AuditReport> Report(PlainArchive plain)
    {
        await using var opened = OpenedArchive.Open(plain.Tree(), ReaderKind.InMemory);
        return await opened.Archive.AuditToReportAsync(new AuditRequest());
    }

    private static IEnumerable<string> Ranges(AuditReport report) => report.Findings.Select(finding => finding switch
    {
        HoleFinding hole => $"hole {hole.Range}",
        DegradedFinding degraded => $"{degraded.Class} {degraded.Range}",
        _ => "",
    }).Where(text => text.Length > 0);
}
