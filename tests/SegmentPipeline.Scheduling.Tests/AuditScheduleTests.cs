using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using SegmentPipeline.Hosting;
using SegmentPipeline.Ledger;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>A schedule in a host, with archives and ledgers on disk.</summary>
internal sealed class AuditScheduleTests
{
    private const string Hour = "2026-03-28T22";

    private readonly ArchiveBuilder _tree = new();

    private string Home => Path.GetDirectoryName(_tree.Root)!;

    [SetUp]
    public void LayOut()
    {
        foreach (var time in (string[])["00:00", "00:10"]) _tree.File("c", "q", Hour, SegmentNames.Full(time));
    }

    [TearDown]
    public void Remove() => _tree.Dispose();

    [Test]
    public async Task Run_OfAnArchive_GoesToLedgerReportsListenersAndLog()
    {
        var listener = new Listener();
        using var host = await StartAsync(
            "\"reports\":[{\"format\":\"csv\",\"output\":\"HOME/a.csv\"},{\"output\":\"HOME/a-{date}.ndjson\"}]",
            listener);

        Assert.That(await RunAsync(host), Is.EqualTo(AuditOutcome.Findings));

        Assert.That(listener.Records[0], Is.InstanceOf<HeaderRecord>());
        Assert.That(listener.Records[^1], Is.InstanceOf<SummaryRecord>());
        Assert.That(await File.ReadAllLinesAsync(Path.Combine(Home, "a.csv")), Has.Length.EqualTo(2));
        Assert.That(Directory.GetFiles(Home, "a-????-??-??.ndjson"), Has.Length.EqualTo(1));
        Assert.That(Directory.GetFiles(Home, "*.tmp"), Is.Empty);
        var run = host.Services.GetRequiredService<ArchiveHistory>().Runs("a", 10).Single();
        Assert.That((run.Status, run.Outcome), Is.EqualTo((LedgerRunStatus.Complete, (AuditOutcome?)AuditOutcome.Findings)));
        Assert.That(EventsOf(host), Is.EqualTo([201]));
        await host.StopAsync();
    }

    [Test]
    public async Task Run_AfterAnother_LogsALineForEachChangeAndNoneForAFile()
    {
        using var host = await StartAsync("");
        await RunAsync(host);
        _tree.File("c", "q", Hour, SegmentNames.Full("00:02", "8.0")).File("c", "q", Hour, SegmentNames.Full("00:14"));
        await RunAsync(host);
        File.Delete(_tree.PathOf("c", "q", Hour, SegmentNames.Full("00:02", "8.0")));

        Assert.That(await RunAsync(host), Is.EqualTo(AuditOutcome.CoverageLost));

        Assert.That(EventsOf(host), Is.EqualTo([201, 301, 301, 201, 301, 302, 201]));
        var line = LogOf(host).GetSnapshot().Single(record => record.Id.Id == 302).Message;
        Assert.That(
            line,
            Is.EqualTo("a: coverage lost in c/q, 2026-03-28T22:00:02.000000Z – 2026-03-28T22:00:10.000000Z, files vanished: 1"));
        await host.StopAsync();
    }

    [Test]
    public async Task Run_WhereThereAreTimers_TimesItsWritesToTheLedger()
    {
        using var host = await StartAsync("", also: services => services.AddSegmentPipelineMetrics());
        using var times = new MetricCollector<double>(
            host.Services.GetRequiredService<IMeterFactory>(),
            PipelineMetrics.MeterName,
            "segmentpipeline.operation.work.duration");

        await RunAsync(host);

        var writes = times.GetMeasurementSnapshot().Where(time => (string?)time.Tags["operation"] == "ledger.write").ToList();
        Assert.That(writes, Has.Count.EqualTo(3), "the beginning, the hours, the end");
        Assert.That(writes.Select(write => (write.Tags["archive"], write.Tags["work"])), Is.All.EqualTo(("a", "row")));
        await host.StopAsync();
    }

    [Test]
    public async Task Report_ThatCannotBeWritten_MakesAFailureButNothingElseIsLost()
    {
        using var host = await StartAsync(
            "\"reports\":[{\"output\":\"HOME/nowhere/a.ndjson\"},{\"format\":\"csv\",\"output\":\"HOME/a.csv\"}]");
        while (!EventsOf(host).Any()) await Task.Yield(); // What is in the way is told at the start, and holds up no run for long.

        Assert.That(await RunAsync(host), Is.EqualTo(AuditOutcome.Failed));

        Assert.That(File.Exists(Path.Combine(Home, "a.csv")), Is.True);
        Assert.That(host.Services.GetRequiredService<ArchiveHistory>().Runs("a", 10).Single().Status, Is.EqualTo(LedgerRunStatus.Complete));
        Assert.That(EventsOf(host), Is.EqualTo([214, 220, 201]));
        Assert.That(
            host.Services.GetRequiredService<AuditSchedule>().Find("a")!.LastRun!.Failure,
            Is.EqualTo("not all reports could be written; the log says why"));
        await host.StopAsync();
    }

    [Test]
    public async Task Run_ThatFails_LeavesTheOldReport()
    {
        using var host = await StartAsync("\"reports\":[{\"format\":\"csv\",\"output\":\"HOME/a.csv\"}]");
        await RunAsync(host);
        var old = await File.ReadAllTextAsync(Path.Combine(Home, "a.csv"));
        Directory.Move(_tree.Root, _tree.Root + ".away");

        Assert.That(await RunAsync(host), Is.EqualTo(AuditOutcome.Failed));

        Directory.Move(_tree.Root + ".away", _tree.Root);
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Home, "a.csv")), Is.EqualTo(old));
        Assert.That(Directory.GetFiles(Home, ".*"), Is.Empty);
        Assert.That(EventsOf(host), Is.EqualTo([201, 202]));
        Assert.That(host.Services.GetRequiredService<AuditSchedule>().Archives.Single().LastRun!.Failure, Does.Contain(_tree.Root));
        await host.StopAsync();
    }

    [Test]
    public async Task Run_WhileSomebodyElseHoldsTheLedger_FailsAndTheNextDoesNot()
    {
        using var host = await StartAsync("");
        using (AuditLedger.Open(Path.Combine(Home, "a.db"), _tree.Root)) Assert.That(await RunAsync(host), Is.EqualTo(AuditOutcome.Failed));

        Assert.That(
            host.Services.GetRequiredService<AuditSchedule>().Find("a")!.LastRun!.Failure,
            Does.Contain(Path.Combine(Home, "a.db")));
        Assert.That(await RunAsync(host), Is.EqualTo(AuditOutcome.Findings));
        await host.StopAsync();
    }

    [Test]
    public async Task Listener_ThatThrows_FailsTheRunNotTheHost()
    {
        using var host = await StartAsync("", new Listener { Fault = new InvalidOperationException("planted") });

        Assert.That(await RunAsync(host), Is.EqualTo(AuditOutcome.Failed));
        Assert.That(EventsOf(host), Is.EqualTo([204]));
        await host.StopAsync();
    }

    [Test]
    public async Task Host_WithManyFaults_DoesNotStartAndNamesThemAll()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSegmentPipelineSchedule(
            Configuration("""{"pipeline":{"colour":1},"serve":{"archives":[{"name":"a","cron":"daily"}]}}"""));
        using var host = builder.Build();

        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.That(fault!.Failures, Has.Exactly(1).StartsWith("pipeline:colour: no such key"));
        Assert.That(fault.Failures, Has.Exactly(1).StartsWith("serve:archives:0:cron: 'daily' is not a cron expression: "));
        Assert.That(fault.Failures, Has.Exactly(1).StartsWith("serve:archives:0:root: no directory is named"));
    }

    [Test]
    public async Task Archive_OfAnUnknownName_IsMisuse()
    {
        using var host = await StartAsync("");

        Assert.That(() => host.Services.GetRequiredService<AuditSchedule>().TryStart("b"), Throws.ArgumentException);
        Assert.That(host.Services.GetRequiredService<AuditSchedule>().Find("b"), Is.Null);
        await host.StopAsync();
    }

    private static IConfigurationRoot Configuration(string json) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();

    private static FakeLogCollector LogOf(IHost host) => host.Services.GetFakeLogCollector();

    private static IEnumerable<int> EventsOf(IHost host) =>
        LogOf(host)
            .GetSnapshot()
            .Where(record => record.Category == "SegmentPipeline.Schedule" && record.Id.Id != 200)
            .Select(record => record.Id.Id);

    private static async Task<AuditOutcome> RunAsync(IHost host) =>
        await host.Services.GetRequiredService<AuditSchedule>().TryStart("a")!.Soon();

    private async Task<IHost> StartAsync(string more, Listener? listener = null, Action<IServiceCollection>? also = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var keys = more.Length == 0 ? "" : "," + more.Replace("HOME", Home, StringComparison.Ordinal);
        builder.Services.AddFakeLogging();
        builder.Services.AddSegmentPipelineSchedule(Configuration(
            $$"""{"serve":{"archives":[{"name":"a","root":"{{_tree.Root}}","ledger":"{{Home}}/a.db"{{keys}} }] } }"""));
        if (listener is not null) builder.Services.AddSingleton<IAuditListener>(listener);
        also?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private sealed class Listener : IAuditListener
    {
        internal List<AuditRecord> Records { get; } = [];

        internal Exception? Fault { get; init; }

        public ValueTask TakeAsync(string archive, AuditRecord record, CancellationToken cancellationToken)
        {
            Records.Add(record);
            return Fault is null ? ValueTask.CompletedTask : ValueTask.FromException(Fault);
        }
    }
}
