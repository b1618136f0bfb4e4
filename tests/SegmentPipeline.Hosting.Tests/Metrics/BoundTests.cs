using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Hosting.Tests.Metrics;

internal sealed class BoundTests
{
    [Test]
    public void Streams_UpToTheBound_AllHaveTheirOwnSeries()
    {
        using var watch = new MetricsWatch(new PipelineMetricsOptions { MaxStreams = 2 });
        watch.Metrics.Run("main", AuditOutcome.Success, Records.Stream("a"), Records.Stream("b"), Records.Summary());

        Assert.That(watch.Gauge("segmentpipeline.holes.open").Keys, Is.EqualTo(["main,a,q", "main,b,q"]));
        Assert.That(watch.Gauge("segmentpipeline.streams.unlabelled")["main"], Is.Zero);
    }

    [Test]
    public void Streams_BeyondTheBound_AreOneSeriesTogether()
    {
        using var watch = new MetricsWatch(new PipelineMetricsOptions { MaxStreams = 1 });
        watch.Metrics.Run(
            "main",
            AuditOutcome.Success,
            Records.Stream("a"),
            Records.Stream("b", holes: 2, missingSeconds: 1800, end: "2026-03-28T01"),
            Records.Stream("c", holes: 5, missingSeconds: 900, end: "2026-03-28T03"),
            Records.Summary());

        const string Others = "main,/others,/others";
        Assert.That(
            watch.Gauge("segmentpipeline.holes.open"),
            Is.EqualTo(new Dictionary<string, double> { ["main,a,q"] = 1, [Others] = 7 }));
        Assert.That(watch.Gauge("segmentpipeline.coverage.missing")[Others], Is.EqualTo(2700));
        Assert.That(watch.Gauge("segmentpipeline.coverage.ratio")[Others], Is.EqualTo(0.8125));
        Assert.That(watch.Gauge("segmentpipeline.holes.longest")[Others], Is.EqualTo(1800));
        Assert.That(watch.Gauge("segmentpipeline.window.end")[Others], Is.EqualTo(1774659600));
        Assert.That(watch.Gauge("segmentpipeline.entries")["main,selected"], Is.EqualTo(15));
        Assert.That(watch.Gauge("segmentpipeline.streams.unlabelled")["main"], Is.EqualTo(2));
    }

    [Test]
    public void Archives_BeyondTheBound_CountTogetherAndHaveNoGauges()
    {
        using var watch = new MetricsWatch(new PipelineMetricsOptions { MaxArchives = 1 });
        foreach (var archive in new[] { "first", "second", "third" })
            watch.Metrics.Run(archive, AuditOutcome.Success, Records.Stream("c"), Records.Summary());

        Assert.That(watch.Counter("segmentpipeline.runs").Where(run => run.Value > 0),
            Is.EquivalentTo(new Dictionary<string, double> { ["first,success"] = 1, ["/others,success"] = 2 }));
        Assert.That(watch.Gauge("segmentpipeline.holes.open").Keys, Is.EqualTo(["first,c,q"]));
    }

    [Test]
    public void LogRecords_ByLevelAndCategory_AreCountedUnformatted()
    {
        using var watch = new MetricsWatch(new PipelineMetricsOptions { MaxLogCategories = 2 });
        var factory = watch.Get<ILoggerFactory>();
        var first = factory.CreateLogger("first");
        first.Log(LogLevel.Error, default, 0, null, (_, _) => throw new InvalidOperationException("nobody formats"));
        first.Log(LogLevel.Information, default, 0, null, (_, _) => "");
        first.Log(LogLevel.Debug, default, 0, null, (_, _) => "");
        foreach (var category in new[] { "second", "third", "fourth" })
            factory.CreateLogger(category).Log(LogLevel.Warning, default, 0, null, (_, _) => "");

        Assert.That(watch.Gauge("segmentpipeline.log.records"), Is.EquivalentTo(new Dictionary<string, double>
        {
            ["information,first"] = 1,
            ["warning,first"] = 0,
            ["error,first"] = 1,
            ["critical,first"] = 0,
            ["warning,second"] = 1,
            ["error,second"] = 0,
            ["critical,second"] = 0,
            ["warning,/others"] = 2,
            ["error,/others"] = 0,
            ["critical,/others"] = 0,
        }));
    }

    [Test]
    public void Bounds_LessThanOne_AreRefused()
    {
        foreach (
            var options in new PipelineMetricsOptions[]
            {
                new() { MaxStreams = 0 },
                new() { MaxArchives = 0 },
                new() { MaxLogCategories = 0 },
            }
        )
            Assert.That(() => new ServiceCollection().AddSegmentPipelineMetrics(options), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Registration_Twice_IsTheSameAsOnce()
    {
        var once = new ServiceCollection().AddLogging().AddSegmentPipelineMetrics();
        var count = once.Count(service => service.ServiceType.Namespace!.StartsWith("SegmentPipeline", StringComparison.Ordinal));
        once.AddSegmentPipelineMetrics();

        Assert.That(count, Is.EqualTo(3));
        Assert.That(
            once.Count(service => service.ServiceType.Namespace!.StartsWith("SegmentPipeline", StringComparison.Ordinal)),
            Is.EqualTo(3));
        Assert.That(once.Count(service => service.ServiceType == typeof(ILoggerProvider)), Is.EqualTo(1));
    }
}
