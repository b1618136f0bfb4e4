using System.Threading.Tasks.Dataflow;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Library;

/// <summary>There is one engine: whichever way a host asks, it gets the same answer.</summary>
internal sealed class WaysInTests
{
    private static readonly int[] Archives = [7001, 7002, 7003, 7004, 7005, 7006, 7007, 7008, 7009, 7010];
    private readonly CaseFloor _windows = new(15);

    [TestCaseSource(nameof(Archives))]
    public async Task EveryWay_SameArchive_GivesTheSameRecords(int seed)
    {
        var faked = ArchiveFaker.WithFaults(seed);
        Assert.That(
            new NaiveAudit(faked.Tree, faked.Request, faked.Now).IsArchive,
            "this seed makes an archive without hours: take another");
        await using var opened = OpenedArchive.Open(new InMemoryReader(faked.Tree), faked.Now);
        var expected = Comparable(await opened.Archive.AuditAsync(faked.Request, faked.Context).ToListAsync());

        var fromSource = new List<AuditRecord>();
        var sink = new ActionBlock<ReportStep>(step => fromSource.AddRange(step.Records));
        opened.Archive.CreateAuditSource(faked.Request, faked.Context).LinkTo(sink, new DataflowLinkOptions { PropagateCompletion = true });
        await sink.Completion.Soon();
        var fromChannel = new List<AuditRecord>();
        await foreach (var step in opened.Archive.CreateAuditChannel(faked.Request, faked.Context).ReadAllAsync())
            fromChannel.AddRange(step.Records);
        var report = await opened.Archive.AuditToReportAsync(faked.Request, faked.Context);

        Assert.That(Comparable(fromSource), Is.EqualTo(expected), faked.ToString());
        Assert.That(Comparable(fromChannel), Is.EqualTo(expected), faked.ToString());
        Assert.That(Comparable([report.Header]), Is.EqualTo(expected.Take(1)));
        Assert.That(Comparable(report.Findings), Is.EqualTo(expected.OfType<Finding>()));
        Assert.That(report.Hours, Is.EqualTo(expected.OfType<HourRecord>()));
        Assert.That(report.Streams, Is.EqualTo(expected.OfType<StreamRecord>()));
        Assert.That(Comparable([report.Summary]), Is.EqualTo(expected.TakeLast(1)));
    }

    [TestCaseSource(nameof(Archives))]
    public async Task Discontinuities_OfAnAuditedWindow_AreTheHolesOfItsSelection(int seed)
    {
        var faked = ArchiveFaker.ForDisk(seed);
        var request = new AuditRequest();
        Assert.That(
            new NaiveAudit(faked.Tree, request, FixedTimeProvider.FarAfter.Now).IsArchive,
            "this seed makes an archive without hours: take another");
        await using var opened = OpenedArchive.Open(faked.Tree, ReaderKind.InMemory);
        var report = await opened.Archive.AuditToReportAsync(request);

        foreach (var stream in report.Streams)
        {
            if (stream.Window is not { } window) continue;
            var sequence = await opened.Archive.SelectAsync(stream.Stream, window);
            Assert.That(sequence.Holes, Has.Count.EqualTo(stream.Discontinuities), $"{stream.Stream}\n{faked}");
            _windows.Count();
        }
    }

    [Test]
    [DependsOnTest(nameof(Discontinuities_OfAnAuditedWindow_AreTheHolesOfItsSelection))]
    public void Windows_WhoseHolesWereCompared_AreMany() => _windows.Verify();

    [Test]
    public async Task Steps_OfAnAudit_NameTheirHourAndEndWithTheSummary()
    {
        await using var opened = OpenedArchive.Open(RegularArchive.Of(3), ReaderKind.InMemory);
        var steps = await opened.Archive.CreateAuditChannel(new AuditRequest()).ReadAllAsync().ToListAsync();

        Assert.That(
            steps.Where(s => s.Hour is not null).Select(s => s.Hour!.Value.ToString()),
            Is.EqualTo(["2026-03-28T00", "2026-03-28T01", "2026-03-28T02"]));
        Assert.That(steps[0].Records[0], Is.InstanceOf<HeaderRecord>());
        Assert.That(steps[^1].Records[^1], Is.InstanceOf<SummaryRecord>());
        var endOfStream = steps.Single(s => s.Stream is not null && s.Hour is null);
        Assert.That(endOfStream.Records[^1], Is.InstanceOf<StreamRecord>());
    }

    [Test]
    public async Task Streams_OfAnArchive_AreSortedByBytesWithoutWhatIsExcluded()
    {
        var tree = new ArchiveTree();
        foreach (
            var (channel, quality) in new[]
            {
                ("b", "source"),
                ("a", "source"),
                ("B", "480p"),
                ("a", "480p"),
                ("a", "chat"),
                ("emotes", "x"),
                (".trash", "x"),
            }
        )
            tree.Hour(channel, quality, "2026-03-28T22").File(SegmentNames.Full("00:00"));
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);

        var streams = await opened.Archive.GetStreamsAsync();

        Assert.That(streams.Select(s => s.ToString()), Is.EqualTo(["B/480p", "a/480p", "a/source", "b/source"]));
    }

    [Test]
    public async Task Audit_ManyAtOnceOnOneArchive_DoNotDisturbEachOther()
    {
        await using var opened = OpenedArchive.Open(RegularArchive.Of(12), ReaderKind.InMemory);
        var expected = Comparable(await opened.Archive.AuditAsync(new AuditRequest()).ToListAsync());

        var audits = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(async () =>
        {
            await opened.Archive.SelectAsync(RegularArchive.Stream, RegularArchive.Within(3, 0, 60));
            return Comparable(await opened.Archive.AuditAsync(new AuditRequest()).ToListAsync());
        }))).Soon();

        Assert.That(audits, Is.All.EqualTo(expected));
    }

    [Test]
    public async Task Progress_OfAnAudit_CountsEveryHourOnceAndKnowsTheirNumberFromTheFirst()
    {
        const int hours = 5;
        var told = new List<AuditProgress>();
        await using var opened = OpenedArchive.Open(RegularArchive.Of(hours), ReaderKind.InMemory);

        await opened.Archive.AuditToReportAsync(new AuditRequest(), new AuditContext { Parallelism = 4, Progress = new Listener(told) });

        Assert.That(told.Select(at => at with { NameBytes = 0 }), Is.EqualTo(Enumerable.Range(1, hours).Select(done => new AuditProgress
        {
            HoursDone = done,
            HoursTotal = hours,
            Entries = done * 4,
        })));
        Assert.That(told.Select(at => at.NameBytes), Is.Ordered.Ascending.And.All.Positive);
    }

    private static List<AuditRecord> Comparable(IEnumerable<AuditRecord> records) => [.. records.Select(ComparableRecords.Of)];

    private sealed class Listener(List<AuditProgress> told) : IProgress<AuditProgress>
    {
        public void Report(AuditProgress value) => told.Add(value);
    }
}
