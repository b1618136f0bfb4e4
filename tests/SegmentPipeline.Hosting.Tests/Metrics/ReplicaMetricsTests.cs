namespace SegmentPipeline.Hosting.Tests.Metrics;

/// <summary>What is told of an archive's other copies.</summary>
internal sealed class ReplicaMetricsTests
{
    [Test]
    public void Counters_OfACopy_BeginAtZeroAndAddUp()
    {
        using var watch = new MetricsWatch();
        watch.Metrics.AddFilled("main", "node2", default);
        Assert.That(watch.Counter("segmentpipeline.fill.published").Values, Is.EqualTo([0]));

        watch.Metrics.AddFilled("main", "node2", new ReplicaCounts { Published = 2, Bytes = 30, Mismatches = 4, Errors = 5 });
        watch.Metrics.AddFilled("main", "node2", new ReplicaCounts { Published = 1 });

        Assert.That(watch.Counter("segmentpipeline.fill.published").Values, Is.EqualTo([3]));
        Assert.That(watch.Counter("segmentpipeline.fill.received").Values, Is.EqualTo([30]));
        Assert.That(watch.Counter("segmentpipeline.fill.mismatches").Values, Is.EqualTo([4]));
        Assert.That(watch.Counter("segmentpipeline.fill.errors").Values, Is.EqualTo([5]));
    }

    [Test]
    public void Holes_AreToldByVerdict_UntilTheArchiveIsForgotten()
    {
        using var watch = new MetricsWatch();

        watch.Metrics.SetHoles("main", new HoleTimes { Fillable = TimeSpan.FromSeconds(1.5), Nowhere = TimeSpan.FromSeconds(4) }, null);

        Assert.That(watch.Gauge("segmentpipeline.holes.verdict").Values.Order(), Is.EqualTo([0, 0, 1.5, 4]));
        watch.Metrics.Forget("main");
        Assert.That(watch.Gauge("segmentpipeline.holes.verdict"), Is.Empty);
    }

    [Test]
    public void Age_OfTheComparison_IsThatOfTheLastCompleteOne()
    {
        using var watch = new MetricsWatch();
        watch.Metrics.SetHoles("main", default, null);
        Assert.That(watch.Gauge("segmentpipeline.comparison.age"), Is.Empty);

        watch.Metrics.SetHoles("main", default, watch.Clock.GetUtcNow());
        watch.Clock.Advance(TimeSpan.FromMinutes(1));
        watch.Metrics.SetHoles("main", default, null);

        Assert.That(watch.Gauge("segmentpipeline.comparison.age").Values, Is.EqualTo([60]));
        Assert.That(watch.Gauge("segmentpipeline.run.age"), Is.Empty);
    }
}
