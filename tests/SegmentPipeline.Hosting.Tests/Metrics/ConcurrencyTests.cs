using System.Diagnostics.Metrics;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Hosting.Tests.Metrics;

internal sealed class ConcurrencyTests
{
    /// <summary>Each run gives all streams of its archive one figure, so a gauge that mixes two runs shows two.</summary>
    [Test]
    public async Task Observers_WhileRunsWrite_SeeWholeRunsOnly()
    {
        using var watch = new MetricsWatch(isListening: false);
        var metrics = watch.Metrics;
        var names = new[] { "one", "two", "three" };
        var hasEnded = 0;
        var writers = names.Select(name => Task.Run(() =>
        {
            for (var run = 1; run <= 200; run++)
            {
                AuditRecord[] streams = [.. Enumerable.Range(0, 30).Select(stream => Records.Stream($"c{stream:00}", holes: run))];
                metrics.Run(name, AuditOutcome.Success, [.. streams, Records.Summary()]);
            }

            Interlocked.Increment(ref hasEnded);
        })).ToArray();
        var observers = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            do Assert.That(Mixed(watch), Is.Empty);
            while (Volatile.Read(ref hasEnded) < names.Length);
        })).ToArray();

        await Task.WhenAll([.. writers, .. observers]).Soon();
        Assert.That(HolesByArchive(watch), Is.EquivalentTo(names.Select(name => (name, 200d, 30))));
    }

    /// <summary>A run that hangs in another listener, at whatever point, delays nobody who observes.</summary>
    [TestCase("segmentpipeline.runs")]
    [TestCase("segmentpipeline.run.active")]
    [TestCase("segmentpipeline.findings.changes")]
    public async Task Observer_WhileARunHangsInAnotherListener_IsNotDelayed(string instrumentName)
    {
        using var watch = new MetricsWatch(isListening: false);
        var metrics = watch.Metrics;
        metrics.Run("seen", AuditOutcome.Success, Records.Stream("c"), Records.Summary());
        using var gate = new ManualResetEventSlim();
        using var hangs = new ManualResetEventSlim();
        using var listener = Listen(watch, instrument => instrument.Name == instrumentName, (_, _) =>
        {
            hangs.Set();
            gate.Pass();
        });
        var run = Task.Run(() => metrics.Run("hangs", AuditOutcome.Success, Records.Stream("c"), Records.Summary()));
        hangs.Pass();

        await Task.Run(() => Assert.That(HolesByArchive(watch), Does.Contain(("seen", 1d, 1)))).Soon();
        gate.Set();
        await run.Soon();
    }

    /// <summary>An observer that itself begins and ends a run while it observes cannot hang.</summary>
    [Test]
    public async Task Observer_ThatEndsARunMeanwhile_DoesNotHang()
    {
        using var watch = new MetricsWatch(isListening: false);
        var metrics = watch.Metrics;
        metrics.Run("main", AuditOutcome.Success, Records.Stream("c", holes: 1), Records.Summary());
        var runs = 0;
        using var listener = Listen(watch, PipelineMetrics.IsPerStream, (_, _) =>
        {
            runs++;
            metrics.Run("main", AuditOutcome.Success, Records.Stream("c", holes: 7), Records.Summary());
        });

        await Task.Run(listener.RecordObservableInstruments).Soon();
        Assert.That(runs, Is.GreaterThan(0));
        Assert.That(HolesByArchive(watch), Is.EqualTo(new[] { ("main", 7d, 1) }));
    }

    private static IEnumerable<string> Mixed(MetricsWatch watch) =>
        HolesByArchive(watch).GroupBy(series => series.Archive).Where(group => group.Count() > 1 || group.First().Series != 30)
            .Select(group => $"{group.Key}: {string.Join(", ", group)}");

    private static List<(string Archive, double Holes, int Series)> HolesByArchive(MetricsWatch watch)
    {
        var seen = new List<(string Archive, double Holes)>();
        using var listener = Listen(
            watch,
            instrument => instrument.Name == "segmentpipeline.holes.open",
            (value, tags) => seen.Add((tags[0], value)));
        listener.RecordObservableInstruments();
        return [.. seen.GroupBy(item => item).Select(group => (group.Key.Archive, group.Key.Holes, group.Count()))];
    }

    private static MeterListener Listen(MetricsWatch watch, Predicate<Instrument> isWanted, Action<double, string[]> take)
    {
        var meters = watch.Get<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == meters && isWanted(instrument)) listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>(
            (_, value, tags, _) => take(value, [.. tags.ToArray().Select(tag => (string)tag.Value!)]));
        listener.SetMeasurementEventCallback<long>(
            (_, value, tags, _) => take(value, [.. tags.ToArray().Select(tag => (string)tag.Value!)]));
        listener.Start();
        return listener;
    }
}
