namespace SegmentPipeline.Hosting.Tests.Metrics;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RunObservationTests
{
    private readonly MetricsWatch _watch = new();

    [TearDown]
    public void Stop() => _watch.Dispose();

    [TestCase(AuditOutcome.Success, true, "success")]
    [TestCase(AuditOutcome.Findings, true, "findings")]
    [TestCase(AuditOutcome.CoverageLost, true, "lost")]
    [TestCase(AuditOutcome.Success, false, "incomplete")]
    [TestCase(AuditOutcome.Findings, false, "incomplete")]
    [TestCase(AuditOutcome.CoverageLost, false, "incomplete")]
    [TestCase(AuditOutcome.Incomplete, false, "incomplete")]
    [TestCase(AuditOutcome.Failed, true, "failed")]
    [TestCase(AuditOutcome.BudgetSpent, false, "budget")]
    [TestCase(AuditOutcome.Interrupted, false, "stopped")]
    [TestCase(AuditOutcome.Terminated, false, "stopped")]
    [TestCase((AuditOutcome)99, true, "failed")]
    public void Complete_WithAnOutcome_CountsItAndPublishesOnlyComplete(AuditOutcome audited, bool isComplete, string outcome)
    {
        _watch.Metrics.Run("main", audited, Records.Stream("c"), Records.Summary(isComplete));

        Assert.That(_watch.Counter("segmentpipeline.runs").Where(run => run.Value > 0),
            Is.EqualTo(new Dictionary<string, double> { [$"main,{outcome}"] = 1 }));
        Assert.That(
            _watch.Gauge("segmentpipeline.coverage.covered"),
            Has.Count.EqualTo(outcome is "success" or "findings" or "lost" ? 1 : 0));
    }

    [Test]
    public void Complete_WithoutASummary_IsIncomplete()
    {
        _watch.Metrics.Run("main", AuditOutcome.Success, Records.Stream("c"));

        Assert.That(_watch.Counter("segmentpipeline.runs")["main,incomplete"], Is.EqualTo(1));
        Assert.That(_watch.Gauge("segmentpipeline.coverage.covered"), Is.Empty);
    }

    [Test]
    public void Dispose_BeforeTheEnd_CountsAsFailedOnce()
    {
        var observation = _watch.Metrics.Begin("main");
        Assert.That(_watch.Counter("segmentpipeline.run.active")["main"], Is.EqualTo(1));
        _watch.Clock.Advance(TimeSpan.FromSeconds(12));
        observation.Dispose();
        observation.Dispose();
        observation.Report(new AuditProgress { HoursDone = 1, HoursTotal = 1, Entries = 1 });

        Assert.That(_watch.Counter("segmentpipeline.runs")["main,failed"], Is.EqualTo(1));
        Assert.That(_watch.Counter("segmentpipeline.run.active")["main"], Is.Zero);
        Assert.That(_watch.Histogram("segmentpipeline.run.duration").Single().Value, Is.EqualTo(12));
        Assert.That(_watch.Counter("segmentpipeline.hour.directories").Values, Is.All.Zero);
    }

    [Test]
    public void Complete_Twice_IsRefused()
    {
        using var observation = _watch.Metrics.Begin("main");
        observation.Complete(AuditOutcome.Failed);

        Assert.That(() => observation.Complete(AuditOutcome.Failed), Throws.InvalidOperationException);
        Assert.That(_watch.Counter("segmentpipeline.runs")["main,failed"], Is.EqualTo(1));
    }

    [Test]
    public void Report_AsTheAuditGoes_CountsEachHourAndByteOnce()
    {
        using var observation = _watch.Metrics.Begin("main");
        observation.Report(new AuditProgress { HoursDone = 1, HoursTotal = 10, Entries = 5, HoursRecalled = 0, NameBytes = 100 });
        observation.Report(new AuditProgress { HoursDone = 4, HoursTotal = 10, Entries = 9, HoursRecalled = 2, NameBytes = 150 });

        Assert.That(_watch.Counter("segmentpipeline.hour.directories")["main,read"], Is.EqualTo(2));
        Assert.That(_watch.Counter("segmentpipeline.hour.directories")["main,skipped"], Is.EqualTo(2));
        Assert.That(_watch.Counter("segmentpipeline.names.read")["main"], Is.EqualTo(150));
    }

    [Test]
    public void Report_OfAnAuditThatBeganAnew_CountsWhatIsReadAgain()
    {
        using var observation = _watch.Metrics.Begin("main");
        observation.Report(new AuditProgress { HoursDone = 4, HoursTotal = 10, Entries = 9, HoursRecalled = 3, NameBytes = 150 });
        observation.Report(new AuditProgress { HoursDone = 1, HoursTotal = 10, Entries = 2, HoursRecalled = 0, NameBytes = 40 });

        Assert.That(_watch.Counter("segmentpipeline.hour.directories")["main,read"], Is.EqualTo(2));
        Assert.That(_watch.Counter("segmentpipeline.hour.directories")["main,skipped"], Is.EqualTo(3));
        Assert.That(_watch.Counter("segmentpipeline.names.read")["main"], Is.EqualTo(190));
    }

    [Test]
    public void Deltas_OfACompleteRun_CountChangesAndLostSeconds()
    {
        _watch.Metrics.Run("main", AuditOutcome.CoverageLost, [.. Deltas, Records.Summary()]);

        Assert.That(_watch.Counter("segmentpipeline.findings.changes").Where(change => change.Value > 0), Is.EquivalentTo(
            new Dictionary<string, double> { ["main,new,missing"] = 2, ["main,healed,partial"] = 1, ["main,lost,missing"] = 2 }));
        Assert.That(_watch.Counter("segmentpipeline.coverage.lost")["main"], Is.EqualTo(5400));
    }

    [TestCase(AuditOutcome.Failed, true)]
    [TestCase(AuditOutcome.Incomplete, false)]
    public void Deltas_OfARunThatIsNoBase_CountNothing(AuditOutcome audited, bool isComplete)
    {
        _watch.Metrics.Run("main", audited, [.. Deltas, Records.Summary(isComplete)]);

        Assert.That(_watch.Counter("segmentpipeline.findings.changes").Values, Is.All.Zero);
        Assert.That(_watch.Counter("segmentpipeline.coverage.lost")["main"], Is.Zero);
    }

    [Test]
    public void Counters_OfAnArchiveThatWasOnlyNamed_StartAtZero()
    {
        _watch.Metrics.Seed("main", [], _watch.Clock.GetUtcNow());

        Assert.That(_watch.Counter("segmentpipeline.runs"), Has.Count.EqualTo(7));
        Assert.That(_watch.Counter("segmentpipeline.findings.changes"), Has.Count.EqualTo(16));
        foreach (var counter in new[] { "runs", "findings.changes", "coverage.lost", "names.read", "hour.directories" })
            Assert.That(_watch.Counter($"segmentpipeline.{counter}").Values, Is.Not.Empty.And.All.Zero, counter);
    }

    private static AuditRecord[] Deltas =>
    [
        Records.Delta(DeltaChange.New, CoverageClass.Missing, "2026-03-28T00", "2026-03-28T01"),
        Records.Delta(DeltaChange.New, CoverageClass.Missing, "2026-03-28T03", "2026-03-28T04"),
        Records.Delta(DeltaChange.Healed, CoverageClass.Partial, "2026-03-28T05", "2026-03-28T06"),
        Records.Delta(DeltaChange.Lost, CoverageClass.Missing, "2026-03-28T00", "2026-03-28T01"),
        Records.Delta(DeltaChange.Lost, CoverageClass.Missing, "2026-03-28T03", "2026-03-28T03:30:00Z"),
    ];
}
