using SegmentPipeline.Testing;

namespace SegmentPipeline.Hosting.Tests.Metrics;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class PipelineMetricsTests
{
    private readonly MetricsWatch _watch = new();

    [TearDown]
    public void Stop() => _watch.Dispose();

    [TestCase("segmentpipeline.coverage.covered", 8)]
    [TestCase("segmentpipeline.coverage.degraded", 4)]
    [TestCase("segmentpipeline.coverage.missing", 12)]
    [TestCase("segmentpipeline.coverage.unknown", 0)]
    [TestCase("segmentpipeline.coverage.ratio", 0.4)]
    [TestCase("segmentpipeline.holes.open", 2)]
    [TestCase("segmentpipeline.holes.longest", 8)]
    [TestCase("segmentpipeline.window.end", 1774735220)]
    public async Task StreamGauge_AfterACompleteAudit_TellsItsFigure(string gauge, double expected)
    {
        using var tree = Archive();
        await AuditAsync(tree);

        Assert.That(_watch.Gauge(gauge), Is.EqualTo(new Dictionary<string, double> { ["main,c,q"] = expected }));
    }

    [Test]
    public async Task ArchiveGauges_AfterACompleteAudit_TellFatesFindingsAndAge()
    {
        using var tree = Archive();
        await AuditAsync(tree);
        _watch.Clock.Advance(TimeSpan.FromSeconds(90));

        var entries = _watch.Gauge("segmentpipeline.entries");
        Assert.That(entries, Has.Count.EqualTo(10));
        Assert.That(entries.Where(fate => fate.Value > 0), Is.EquivalentTo(new Dictionary<string, double>
        {
            ["main,hidden"] = 1,
            ["main,foreign"] = 1,
            ["main,bad"] = 1,
            ["main,superseded"] = 1,
            ["main,selected"] = 4,
        }));
        Assert.That(_watch.Gauge("segmentpipeline.findings").Where(type => type.Value > 0), Is.EquivalentTo(new Dictionary<string, double>
        {
            ["main,hole"] = 2,
            ["main,degraded"] = 2,
            ["main,bad"] = 1,
        }));
        Assert.That(_watch.Gauge("segmentpipeline.run.age"), Is.EqualTo(new Dictionary<string, double> { ["main"] = 90 }));
        Assert.That(_watch.Gauge("segmentpipeline.streams.unlabelled"), Is.EqualTo(new Dictionary<string, double> { ["main"] = 0 }));
    }

    [Test]
    public async Task Counters_AfterACompleteAudit_TellHowItRan()
    {
        using var tree = Archive();
        await AuditAsync(tree);

        Assert.That(_watch.Counter("segmentpipeline.runs")["main,findings"], Is.EqualTo(1));
        Assert.That(_watch.Counter("segmentpipeline.run.active")["main"], Is.Zero);
        Assert.That(_watch.Histogram("segmentpipeline.run.duration").Select(run => run.Series), Is.EqualTo(["main,findings"]));
        Assert.That(_watch.Counter("segmentpipeline.hour.directories"), Is.EqualTo(new Dictionary<string, double>
        {
            ["main,read"] = 1,
            ["main,skipped"] = 0,
        }));
    }

    [Test]
    public async Task Series_OfAStreamThatHasGone_AreDropped()
    {
        var tree = new ArchiveTree();
        foreach (var channel in new[] { "gone", "stays" }) tree.Hour(channel, "q", "2026-03-28T22").File(SegmentNames.Full("00:00"));
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);

        await _watch.Metrics.AuditAsync("main", opened.Archive);
        Assert.That(_watch.Gauge("segmentpipeline.coverage.covered").Keys, Is.EqualTo(["main,gone,q", "main,stays,q"]));
        tree.Root.Remove("gone");
        await _watch.Metrics.AuditAsync("main", opened.Archive);

        Assert.That(_watch.Instruments.Where(PipelineMetrics.IsPerStream), Is.Not.Empty);
        foreach (var gauge in _watch.Instruments.Where(PipelineMetrics.IsPerStream))
            Assert.That(_watch.Gauge(gauge.Name).Keys, Is.EqualTo(["main,stays,q"]), gauge.Name);
    }

    [Test]
    public async Task Gauges_AfterAnIncompleteRun_KeepFormerFiguresButTellWhatIsUnknown()
    {
        var tree = new ArchiveTree();
        tree.Hour("2026-03-28T22").File(SegmentNames.Full("00:00", "3600.0"));
        tree.Hour("2026-03-28T23").File(SegmentNames.Full("00:00", "3600.0"));
        tree.Hour("2026-03-29T00").File(SegmentNames.Full("00:00", "10.0"));
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory);

        await _watch.Metrics.AuditAsync("main", opened.Archive);
        _watch.Clock.Advance(TimeSpan.FromDays(1));
        tree.Hour("2026-03-28T23").Unreadable = "input/output error";
        await _watch.Metrics.AuditAsync("main", opened.Archive);

        Assert.That(_watch.Gauge("segmentpipeline.coverage.unknown")["main,c,q"], Is.EqualTo(3600));
        Assert.That(_watch.Gauge("segmentpipeline.findings")["main,unreadable"], Is.EqualTo(1));
        Assert.That(_watch.Gauge("segmentpipeline.coverage.covered")["main,c,q"], Is.EqualTo(7210));
        Assert.That(_watch.Gauge("segmentpipeline.run.age")["main"], Is.EqualTo(86400));
        Assert.That(_watch.Counter("segmentpipeline.runs")["main,incomplete"], Is.EqualTo(1));
        Assert.That(_watch.Counter("segmentpipeline.runs")["main,success"], Is.EqualTo(1));

        tree.Hour("2026-03-28T23").Unreadable = null;
        await _watch.Metrics.AuditAsync("main", opened.Archive);
        Assert.That(_watch.Gauge("segmentpipeline.coverage.unknown")["main,c,q"], Is.Zero);
        Assert.That(_watch.Gauge("segmentpipeline.run.age")["main"], Is.Zero);
    }

    [Test]
    public void Age_BeforeTheFirstCompleteRun_IsAbsent()
    {
        _watch.Metrics.Run("main", AuditOutcome.Incomplete, Records.Stream("c"), Records.Summary(isComplete: false));

        Assert.That(_watch.Gauge("segmentpipeline.run.age"), Is.Empty);
        Assert.That(_watch.Gauge("segmentpipeline.coverage.covered"), Is.Empty);
    }

    [Test]
    public void Age_WhenTheClockGoesBack_IsZero()
    {
        _watch.Metrics.Seed("main", [Records.Stream("c")], _watch.Clock.GetUtcNow().AddHours(1));

        Assert.That(_watch.Gauge("segmentpipeline.run.age")["main"], Is.Zero);
    }

    [Test]
    public void Seed_BeforeTheFirstRun_ShowsGaugesAndCountsNoRun()
    {
        _watch.Metrics.Seed("main", [Records.Stream("c", holes: 3)], _watch.Clock.GetUtcNow().AddHours(-2));

        Assert.That(_watch.Gauge("segmentpipeline.holes.open")["main,c,q"], Is.EqualTo(3));
        Assert.That(_watch.Gauge("segmentpipeline.entries")["main,selected"], Is.EqualTo(5));
        Assert.That(_watch.Gauge("segmentpipeline.run.age")["main"], Is.EqualTo(7200));
        Assert.That(_watch.Counter("segmentpipeline.runs").Values, Is.All.Zero);
    }

    [Test]
    public void Seed_AfterALaterRun_IsPassedOver()
    {
        _watch.Metrics.Run("main", AuditOutcome.Success, Records.Stream("new"), Records.Summary());
        _watch.Metrics.Seed("main", [Records.Stream("old")], _watch.Clock.GetUtcNow().AddTicks(-1));
        Assert.That(_watch.Gauge("segmentpipeline.holes.open").Keys, Is.EqualTo(["main,new,q"]));

        _watch.Metrics.Seed("main", [Records.Stream("newer")], _watch.Clock.GetUtcNow().AddTicks(1));
        Assert.That(_watch.Gauge("segmentpipeline.holes.open").Keys, Is.EqualTo(["main,newer,q"]));
    }

    [Test]
    public void Ratio_OfAStreamWithoutWindow_IsAbsent()
    {
        var nothing = Records.Stream("c") with { Window = null, Microseconds = default };
        _watch.Metrics.Run("main", AuditOutcome.Success, nothing, Records.Summary());

        Assert.That(_watch.Gauge("segmentpipeline.coverage.ratio"), Is.Empty);
        Assert.That(_watch.Gauge("segmentpipeline.window.end"), Is.Empty);
        Assert.That(_watch.Gauge("segmentpipeline.coverage.covered")["main,c,q"], Is.Zero);
    }

    [Test]
    public void Forget_AnArchive_DropsItsGaugesOnly()
    {
        foreach (var archive in new[] { "main", "other" })
            _watch.Metrics.Run(archive, AuditOutcome.Success, Records.Stream("c"), Records.Summary());
        _watch.Metrics.Forget("main");
        _watch.Metrics.Forget("never named");

        Assert.That(_watch.Gauge("segmentpipeline.coverage.covered").Keys, Is.EqualTo(["other,c,q"]));
        Assert.That(_watch.Gauge("segmentpipeline.run.age").Keys, Is.EqualTo(["other"]));
        Assert.That(_watch.Counter("segmentpipeline.runs")["main,success"], Is.EqualTo(1));
    }

    /// <summary>20 s: 2 full, 2 hole, 2 suspect, 2 full, 2 hole, …; two files of one start; entries that are no segments.</summary>
    private static ArchiveBuilder Archive() => new ArchiveBuilder()
        .File("c", "q", "2026-03-28T22", SegmentNames.Full("00:00", content: 1), 10)
        .File("c", "q", "2026-03-28T22", SegmentNames.Full("00:00", content: 2), 20)
        .File("c", "q", "2026-03-28T22", SegmentNames.Suspect("00:06"))
        .File("c", "q", "2026-03-28T22", SegmentNames.Partial("00:16"))
        .File("c", "q", "2026-03-28T22", SegmentNames.Full("00:18"))
        .File("c", "q", "2026-03-28T22", ".hidden")
        .File("c", "q", "2026-03-28T22", "chat.json")
        .File("c", "q", "2026-03-28T22", "bad.ts");

    private async Task AuditAsync(ArchiveBuilder tree)
    {
        await using var archive = SegmentArchive.Open(tree.Root);
        await _watch.Metrics.AuditAsync("main", archive);
    }
}
