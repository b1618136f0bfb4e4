namespace SegmentPipeline.Hosting.Tests.Metrics;

/// <summary>What is told of the contents of an archive's files.</summary>
internal sealed class VerificationMetricsTests
{
    [Test]
    public void Counters_BeginAtZeroAndAddUp()
    {
        using var watch = new MetricsWatch();
        watch.Metrics.AddVerified("main", 0, 0);
        Assert.That(watch.Counter("segmentpipeline.verification.files").Values, Is.EqualTo([0]));

        watch.Metrics.AddVerified("main", 2, 30);
        watch.Metrics.AddVerified("main", 1, 4);

        Assert.That(watch.Counter("segmentpipeline.verification.files").Values, Is.EqualTo([3]));
        Assert.That(watch.Counter("segmentpipeline.verification.read").Values, Is.EqualTo([34]));
    }

    [Test]
    public void Figures_AreToldUntilTheArchiveIsForgotten()
    {
        using var watch = new MetricsWatch();

        watch.Metrics.SetVerification("main", Figures(watch.Clock.GetUtcNow()));
        watch.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.That(watch.Gauge("segmentpipeline.verification.corrupt").Values.Order(), Is.EqualTo([0, 2]));
        Assert.That(watch.Gauge("segmentpipeline.verification.unreadable").Values, Is.EqualTo([3]));
        Assert.That(watch.Gauge("segmentpipeline.verification.bound.ratio").Values, Is.EqualTo([0.25]));
        Assert.That(watch.Gauge("segmentpipeline.oldest.unverified").Values, Is.EqualTo([3660]));
        Assert.That(watch.Gauge("segmentpipeline.verification.age").Values, Is.EqualTo([60]));
        watch.Metrics.Forget("main");
        Assert.That(watch.Gauge("segmentpipeline.verification.corrupt"), Is.Empty);
        Assert.That(watch.Gauge("segmentpipeline.oldest.unverified"), Is.Empty);
    }

    [Test]
    public void Figures_ThatAreNotKnown_HaveNoSeries()
    {
        using var watch = new MetricsWatch();

        watch.Metrics.SetVerification("main", new VerificationFigures { Corrupt = new Dictionary<string, long> { ["hash"] = 0 } });

        Assert.That(watch.Gauge("segmentpipeline.verification.corrupt").Values, Is.EqualTo([0]));
        foreach (var name in (string[])["verification.unreadable", "verification.bound.ratio", "oldest.unverified", "verification.age"])
            Assert.That(watch.Gauge("segmentpipeline." + name), Is.Empty, name);
    }

    internal static VerificationFigures Figures(DateTimeOffset now) => new()
    {
        Corrupt = new Dictionary<string, long> { ["hash"] = 2, ["empty"] = 0 },
        Unreadable = 3,
        Bound = 0.25,
        OldestUnverified = now - TimeSpan.FromHours(1),
        EndedAt = now,
    };
}
