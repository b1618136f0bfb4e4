using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Hosting.Tests.Metrics;

/// <summary>docs/metrics.md says what the code does, no less and no more.</summary>
internal sealed partial class MetricsPageTests
{
    private const string Page = "docs/metrics.md";

    [Test]
    public void Table_OfInstruments_IsWhatTheCodeMakes()
    {
        using var watch = new MetricsWatch();
        MakeAll(watch);

        Assert.That(Rows().Select(row => $"{row.Name} {row.Kind} {row.Unit}"), Is.EquivalentTo(
            watch.Instruments.Select(instrument => $"{instrument.Name} {KindOf(instrument)} {instrument.Unit}")));
    }

    [Test]
    public async Task Table_OfInstruments_HasTheLabelsThatMeasurementsHave()
    {
        using var watch = new MetricsWatch();
        MakeAll(watch);
        await using var opened = OpenedArchive.Open(RegularArchive.Of(1), ReaderKind.InMemory);
        await watch.Metrics.AuditAsync("main", opened.Archive);
        watch.Metrics.AddFilled("main", "node2", default);
        watch.Metrics.SetHoles("main", default, DateTimeOffset.UnixEpoch);
        watch.Metrics.AddVerified("main", 1, 1);
        watch.Metrics.AddMessages("webhook", MessageOutcome.Delivered, 1);
        watch.Metrics.SetVerification("main", VerificationMetricsTests.Figures(DateTimeOffset.UnixEpoch));
        foreach (var work in new[] { 1, 0 })
        {
            var timer = watch.Timers.For(new OperationDescription<int, int> { Name = "any", Work = _ => work });
            Assert.That(() => timer.Run(0, _ => throw new IOException()), Throws.InstanceOf<IOException>());
        }

        Assert.That(watch.Gauge("segmentpipeline.run.age"), Is.Not.Empty);
        Assert.That(Rows(), Is.Not.Empty);
        foreach (var row in Rows()) Assert.That(watch.LabelsOf(row.Name), Is.EquivalentTo(row.Labels), row.Name);
    }

    [Test]
    public void Label_Outcome_NamesEachOutcomeOfARun()
    {
        var row = ProjectFiles.Read(Page).Split('\n').Single(line => line.StartsWith("| outcome |", StringComparison.Ordinal));

        foreach (var outcome in AuditOutcomes.All)
            Assert.That(row, Does.Contain($"`{RunOutcome.WordFor(outcome.Member, Records.Summary())}`"));
    }

    /// <remarks>Those of a fleet stand in a page of their own.</remarks>
    [TestCase("observability/alerts.yml")]
    [TestCase("observability/dashboard.json")]
    public void Names_InRulesAndQueries_AreThoseOfTheTable(string file)
    {
        var known = Rows().Select(row => PrometheusName(row)).ToHashSet();
        var used = PrometheusNames().Matches(ProjectFiles.Read(file)).Select(match => match.Value)
            .Where(name => name != "segmentpipeline" && !name.StartsWith("segmentpipeline_fleet_", StringComparison.Ordinal)).ToList();

        Assert.That(used, Is.Not.Empty);
        Assert.That(used.Where(name => !known.Contains(name.Replace("_bucket", "", StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    public void Instruments_OfTheMeter_AreNamedForItAndDescribed()
    {
        using var watch = new MetricsWatch();
        MakeAll(watch);

        Assert.That(watch.Instruments, Is.Not.Empty);
        foreach (var instrument in watch.Instruments)
        {
            Assert.That(instrument.Meter.Name, Is.EqualTo(PipelineMetrics.MeterName));
            Assert.That(instrument.Name, Does.Match("^segmentpipeline(\\.[a-z]+)+$"));
            Assert.That(instrument.Description, Does.EndWith("."), instrument.Name);
        }
    }

    private static void MakeAll(MetricsWatch watch)
    {
        _ = watch.Metrics;
        _ = watch.Timers;
        watch.Get<ILoggerFactory>().CreateLogger("category").Log(LogLevel.Error, default, 0, null, (_, _) => "");
    }

    private static List<Row> Rows() =>
        [.. InstrumentRows().Matches(ProjectFiles.Read(Page)).Select(match => new Row(
            match.Groups["name"].Value,
            match.Groups["kind"].Value,
            match.Groups["unit"].Value,
            [.. match.Groups["labels"].Value.Split(", ").Select(label => label.Trim()).Where(label => !label.Contains(' '))]))];

    private static string KindOf(Instrument instrument) => instrument switch
    {
        ObservableGauge<double> or ObservableGauge<long> => "gauge",
        Counter<double> or Counter<long> or ObservableCounter<long> => "counter",
        UpDownCounter<long> => "up-down counter",
        Histogram<double> => "histogram",
        _ => instrument.GetType().Name,
    };

    /// <summary>As OpenTelemetry's exporter translates names.</summary>
    private static string PrometheusName(Row row)
    {
        var name = row.Name.Replace('.', '_');
        name += row.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        return row.Kind == "counter" ? $"{name}_total" : name;
    }

    [GeneratedRegex(
        @"^\| `(?<name>segmentpipeline\.[a-z.]+)` \| (?<kind>[a-z -]+) \| `(?<unit>[^`]+)` \| (?<labels>[^|]+) \|",
        RegexOptions.Multiline
    )]
    private static partial Regex InstrumentRows();

    [GeneratedRegex("segmentpipeline[a-z_]*")]
    private static partial Regex PrometheusNames();

    private sealed record Row(string Name, string Kind, string Unit, string[] Labels);
}
