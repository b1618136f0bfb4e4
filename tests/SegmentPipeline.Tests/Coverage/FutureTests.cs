using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Coverage;

/// <summary>What lies after the clock, and audits of nothing.</summary>
internal sealed class FutureTests
{
    private const string Hour = "2026-03-28T22";

    [TestCase("22:02:00", 0)]
    [TestCase("22:01:59.999999", 1)]
    public async Task Segment_ThatStartsLaterThanASettleTimeFromNow_IsInTheFuture(string now, int future)
    {
        var tree = Tree("00:00", "04:00");

        var report = await AuditAsync(tree, new AuditRequest(), Timestamp.Parse($"2026-03-28T{now}Z"));

        Assert.That(report.Summary.Findings.Future, Is.EqualTo(future));
    }

    [Test]
    public async Task Stream_EntirelyInTheFuture_HasOneFindingAndPassesNothing()
    {
        var report = await AuditAsync(Tree("00:00", "00:02", "30:00"), new AuditRequest(), Timestamp.Parse("1970-01-01T00:10Z"));

        Assert.That(
            report.Findings,
            Is.EqualTo([
                new FutureFinding
                {
                    Stream = new StreamId("c", "q"),
                    Range = TimeRange.Parse($"{Hour}:00:00", $"{Hour}:30:02"),
                    Segments = 3,
                },
            ]));
        Assert.That(
            (report.Summary.Outcome, report.Summary.Complete, report.Summary.Microseconds.Total),
            Is.EqualTo((AuditOutcome.Failed, true, 0L)));
    }

    [TestCase(FailOn.None, AuditOutcome.Success)]
    [TestCase(FailOn.Hole, AuditOutcome.Failed)]
    [TestCase(FailOn.Any, AuditOutcome.Failed)]
    public async Task Audit_OfAnHourWithoutSegments_IsNotPassed(FailOn failOn, AuditOutcome outcome)
    {
        var tree = new ArchiveTree();
        tree.Hour(Hour).File("note.txt");

        var report = await AuditAsync(tree, new AuditRequest { FailOn = failOn });

        Assert.That((report.Summary.Outcome, report.Summary.Complete), Is.EqualTo((outcome, true)));
    }

    [Test]
    public async Task Audit_OfAWindowAfterNow_IsNotPassed()
    {
        var request = new AuditRequest { Start = Timestamp.Parse("2027-01-01"), End = Timestamp.Parse("2027-01-02") };

        var report = await AuditAsync(Tree("00:00"), request, Timestamp.Parse("2026-12-31"));

        Assert.That(report.Summary.Outcome, Is.EqualTo(AuditOutcome.Failed));
    }

    [Test]
    public async Task Stream_InTheFutureBesideOthers_FailsAtTheLevelOfAny([Values(FailOn.Overlap, FailOn.Any)] FailOn failOn)
    {
        var tree = Tree("00:00");
        tree.Hour("d", "q", "2032-01-01T00").File(SegmentNames.Full("00:00"));

        var report = await AuditAsync(tree, new AuditRequest { FailOn = failOn }, Timestamp.Parse("2026-04-01"));

        Assert.That(report.Summary.Findings, Is.EqualTo(new FindingCounts { Future = 1 }));
        Assert.That(report.Summary.Outcome, Is.EqualTo(failOn == FailOn.Any ? AuditOutcome.Findings : AuditOutcome.Success));
    }

    [Test]
    public async Task Future_OfARememberedHour_IsCountedAgain()
    {
        var reader = new InMemoryReader(Tree("00:00", "00:02", "00:04", "00:06", "00:08"));
        var memory = new DictionaryMemory();
        var now = Timestamp.Parse("2026-03-28T20");
        var first = await AuditAsync(reader, memory, FixedTimeProvider.FarAfter.Now);
        var fresh = await AuditAsync(reader, new DictionaryMemory(), now);

        var remembered = await AuditAsync(reader, memory, now);

        Assert.That(first.Summary.Findings.Future, Is.Zero);
        Assert.That(remembered.Findings, Is.EqualTo(fresh.Findings));
        Assert.That(remembered.Findings.OfType<FutureFinding>().Single().Segments, Is.EqualTo(5));
    }

    private static async Task<AuditReport> AuditAsync(InMemoryReader reader, DictionaryMemory memory, Timestamp now)
    {
        await using var opened = OpenedArchive.Open(reader, now);
        return await opened.Archive.AuditToReportAsync(new AuditRequest(), new AuditContext { Memory = memory });
    }

    private static ArchiveTree Tree(params string[] times)
    {
        var tree = new ArchiveTree();
        foreach (var time in times) tree.Hour(Hour).File(SegmentNames.Full(time));
        return tree;
    }

    private static async Task<AuditReport> AuditAsync(ArchiveTree tree, AuditRequest request, Timestamp? now = null)
    {
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory, now);
        return await opened.Archive.AuditToReportAsync(request);
    }
}
