using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SegmentPipeline.Hosting;
using SegmentPipeline.Ledger;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>Hosts that tell receivers what happens to an archive on disk.</summary>
internal sealed class NotifyScheduleTests
{
    private const string Hour = "2026-03-28T22";
    private const string Secret = "s3cr3t-of-the-desk";

    private readonly DeliveryBounds _bounds = new() { Retries = 0, Later = TimeSpan.FromMilliseconds(10) };
    private ArchiveBuilder _tree = null!;
    private HookReceiver _receiver = null!;

    private string Home => Path.GetDirectoryName(_tree.Root)!;

    private string Ledger => Path.Combine(Home, "a.db");

    [SetUp]
    public async Task LayOut()
    {
        _tree = new ArchiveBuilder();
        foreach (var time in (string[])["00:00", "00:02", "00:04", "00:06"]) _tree.File("c", "q", Hour, SegmentNames.Full(time));
        _receiver = await HookReceiver.StartAsync();
    }

    [TearDown]
    public async Task Remove()
    {
        await _receiver.DisposeAsync();
        _tree.Dispose();
    }

    [Test]
    public async Task Receiver_IsToldOfLostCoverage_AndWhenTheHoleHasHealed()
    {
        using var host = await StartAsync("/ok");
        await RunAsync(host);
        var lost = _tree.PathOf("c", "q", Hour, SegmentNames.Full("00:02"));
        File.Move(lost, Path.Combine(Home, "aside"));
        await RunAsync(host);

        var told = JsonOf((await _receiver.NextAsync())[0]);

        Assert.That(_receiver.Requests, Has.Count.EqualTo(1), "the first run has nothing to compare with");
        Assert.That(told.GetProperty("title").GetString(), Is.EqualTo("a: 1 loss of coverage, 1 hole"));
        var item = told.GetProperty("items")[0];
        Assert.That(
            (item.GetProperty("kind").GetString(), item.GetProperty("subject").GetString(), item.GetProperty("files").GetInt64()),
            Is.EqualTo(("lost", "c/q", 1)));
        Assert.That(item.GetProperty("text").GetString(), Does.EndWith($", 1 file vanished: {LossCauses.SentenceOf(LossCause.Disk)}"));
        File.Move(Path.Combine(Home, "aside"), lost);
        await RunAsync(host);
        var over = JsonOf((await _receiver.NextAsync())[1]);
        Assert.That(over.GetProperty("status").GetString(), Is.EqualTo("over"));
        Assert.That(over.GetProperty("title").GetString(), Is.EqualTo("a: over: 1 hole"));
        await LoggedAsync(host, 250, times: 2);
        await host.StopAsync();
        Assert.That(Kept().Notices, Is.Empty);
    }

    [Test]
    public async Task Receiver_IsToldWhereALossCameFrom()
    {
        var copy = Path.Combine(Home, "copy");
        var kept = Path.Combine(copy, "c", "q", Hour);
        Directory.CreateDirectory(kept);
        foreach (var time in (string[])["00:00", "00:02", "00:04", "00:06"])
            await File.WriteAllBytesAsync(Path.Combine(kept, SegmentNames.Full(time)), []);
        var copies = $$"""[{"name":"n2","location":"{{copy}}"},{"name":"n3","location":"{{copy}}-not"}]""";
        using var host = await StartAsync("/ok", archive: $",\"replicas\":{copies}");
        await RunAsync(host);
        File.Delete(_tree.PathOf("c", "q", Hour, SegmentNames.Full("00:02")));
        await RunAsync(host);

        var items = JsonOf((await _receiver.NextAsync())[0]).GetProperty("items").EnumerateArray().ToList();
        Assert.That(
            items.Where(item => item.GetProperty("kind").GetString() != "replica").Select(item => item.GetProperty("cause").GetString()),
            Is.EqualTo(Enumerable.Repeat(LossCauses.SentenceOf(LossCause.Node), 2)));
        await host.StopAsync();
        using var ledger = AuditLedger.OpenForReading(Ledger);
        Assert.That(ledger.Findings().Single().Cause, Is.EqualTo("node"));
    }

    [Test]
    public async Task Receiver_IsToldOnceThatRunsFail_AndOnceThatTheyDoNot()
    {
        using var host = await StartAsync("/ok");
        await RunAsync(host);
        Directory.Move(_tree.Root, _tree.Root + ".away");
        await RunAsync(host);
        await RunAsync(host);
        var failed = JsonOf((await _receiver.NextAsync())[0]);
        Directory.Move(_tree.Root + ".away", _tree.Root);
        await RunAsync(host);
        var over = JsonOf((await _receiver.NextAsync())[1]);

        Assert.That(failed.GetProperty("title").GetString(), Is.EqualTo("a: 1 failed run"));
        Assert.That(over.GetProperty("title").GetString(), Is.EqualTo("a: over: 1 failed run"));
        await host.StopAsync();
    }

    [Test]
    public async Task Message_ThatCouldNotBeDelivered_GoesOutFromTheNextHostUnderTheSameId()
    {
        _receiver.Status = 500;
        string id;
        using (var first = await StartAsync("/switch"))
        {
            await RunAsync(first);
            File.Delete(_tree.PathOf("c", "q", Hour, SegmentNames.Full("00:02")));
            await RunAsync(first);
            id = (await _receiver.NextAsync())[0].Headers["Idempotency-Key"];
            await first.StopAsync();
        }

        Assert.That(Kept().Notices.Select(notice => notice.Message), Is.EqualTo([id]));
        var before = _receiver.Requests.Count;
        _receiver.Status = 200;
        using var second = await StartAsync("/switch");
        while (_receiver.Requests.Count == before) await _receiver.NextAsync();

        await LoggedAsync(second, 250);
        Assert.That(_receiver.Requests[^1].Headers["Idempotency-Key"], Is.EqualTo(id));
        Assert.That(_receiver.Requests[^1].Body, Is.EqualTo(_receiver.Requests[0].Body));
        await second.StopAsync();
        Assert.That(Kept().Notices, Is.Empty);
    }

    [Test]
    public async Task Message_WhoseReceiverHangs_HoldsUpNoRun_AndIsThereAfterTheHost()
    {
        using (var first = await StartAsync("/hang"))
        {
            await RunAsync(first);
            File.Delete(_tree.PathOf("c", "q", Hour, SegmentNames.Full("00:02")));
            await RunAsync(first);
            await _receiver.NextAsync();
            File.Delete(_tree.PathOf("c", "q", Hour, SegmentNames.Full("00:04")));
            Assert.That(await RunAsync(first).Soon(), Is.EqualTo(AuditOutcome.CoverageLost));
            await first.StopAsync();
        }

        var sent = _receiver.Requests[0].Headers["Idempotency-Key"];
        Assert.That(Kept().Notices.Select(notice => notice.Message), Is.EqualTo([sent, null]));
        using var second = await StartAsync("/ok");
        while (_receiver.Requests.Count < 3) await _receiver.NextAsync();
        Assert.That(_receiver.Requests[1].Headers["Idempotency-Key"], Is.EqualTo(sent));
        Assert.That(_receiver.Requests[2].Headers["Idempotency-Key"], Is.Not.EqualTo(sent));
        await second.StopAsync();
    }

    [Test]
    public async Task Run_ThatNobodyWasToldOf_SinceTheHostWasKilled_IsToldByTheNextHost()
    {
        using (var first = await StartAsync("/ok"))
        {
            await RunAsync(first);
            await first.StopAsync();
        }

        File.Delete(_tree.PathOf("c", "q", Hour, SegmentNames.Full("00:02")));
        await using (var archive = SegmentArchive.Open(_tree.Root))
        {
            using var ledger = AuditLedger.Open(Ledger, _tree.Root);
            await foreach (var _ in ledger.AuditAsync(archive, new AuditRequest()))
            {
                // As a run that came to its end, of which no notice was made.
            }
        }

        using var second = await StartAsync("/ok");
        var told = JsonOf((await _receiver.NextAsync())[0]);

        Assert.That(told.GetProperty("counts").GetRawText(), Is.EqualTo("{\"lost\":1,\"hole\":1}"));
        Assert.That(told.GetProperty("omitted").GetInt64(), Is.EqualTo(2));
        await second.StopAsync();
    }

    [Test]
    public async Task Log_SaysOnceThatAReceiverFails_AndMetricsCountEachTry()
    {
        _receiver.Status = 500;
        using var host = await StartAsync("/switch", also: services => services.AddSegmentPipelineMetrics());
        using var messages = new MetricCollector<long>(
            host.Services.GetRequiredService<IMeterFactory>(), PipelineMetrics.MeterName, "segmentpipeline.notify.messages");
        await RunAsync(host);
        File.Delete(_tree.PathOf("c", "q", Hour, SegmentNames.Full("00:02")));
        await RunAsync(host);
        while (_receiver.Requests.Count < 3) await _receiver.NextAsync();
        _receiver.Status = 200;
        await LoggedAsync(host, 250);
        await host.StopAsync();

        Assert.That(IdsOf(host).Where(id => id is >= 250 and < 260), Is.EqualTo([251, 252, 250]));
        var counts = messages.GetMeasurementSnapshot().ToLookup(one => one.Tags["outcome"], one => one.Value);
        Assert.That(counts["failed"].Sum(), Is.GreaterThanOrEqualTo(3));
        Assert.That(counts["delivered"].Sum(), Is.EqualTo(1));
        Assert.That(messages.GetMeasurementSnapshot().Select(one => one.Tags["hook"]), Is.All.EqualTo("webhook"));
    }

    [Test]
    public async Task Secret_OfAHook_IsNowhereInWhatIsWritten()
    {
        var key = Path.Combine(Home, "key");
        await File.WriteAllTextAsync(key, Secret);
        _receiver.Status = 500;
        using var host = await StartAsync("/switch?token=ADDRESS-SECRET", $"\"secretFile\":\"{key}\"");
        await RunAsync(host);
        File.Delete(_tree.PathOf("c", "q", Hour, SegmentNames.Full("00:02")));
        await RunAsync(host);
        var request = (await _receiver.NextAsync())[0];
        await LoggedAsync(host, 251);
        await host.StopAsync();
        var written = new StringBuilder(request.Text).AppendJoin('\n', request.Headers.Values);
        foreach (var record in host.Services.GetFakeLogCollector().GetSnapshot()) written.Append(record.Message).Append(record.Exception);
        foreach (var file in Directory.GetFiles(Home, "a.db*")) written.Append(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)));

        Assert.That(request.Headers, Does.ContainKey("X-Pipeline-Signature"));
        Assert.That(written.ToString(), Does.Contain("Cannot tell desk").And.Not.Contain(Secret).And.Not.Contain("ADDRESS-SECRET"));
    }

    [TestCase("/hang")]
    [TestCase("/endless")]
    [TestCase("/redirect")]
    [TestCase("/404")]
    public async Task Receiver_ThatMisbehaves_HoldsUpNoRun(string path)
    {
        using var host = await StartAsync(path);
        await RunAsync(host);
        foreach (var time in (string[])["00:02", "00:04"])
        {
            File.Delete(_tree.PathOf("c", "q", Hour, SegmentNames.Full(time)));
            Assert.That(await RunAsync(host).Soon(), Is.EqualTo(AuditOutcome.CoverageLost));
        }

        Assert.That((await _receiver.NextAsync()).Select(request => request.Path), Is.All.EqualTo(path));
        await host.StopAsync().Soon();
    }

    [TestCase("220 mail\r\n", "")]
    [TestCase("", "")]
    [TestCase("220-", "mail ")]
    public async Task MailServer_ThatStalls_HoldsUpNoRun_AndIsTold(string first, string again)
    {
        await using var server = EndlessServer.Start(first, again);
        using var host = await HostAsync($$"""
            {"name":"mail","email":{"host":"127.0.0.1","port":{{server.Port}},"tls":"none","from":"a@example.org","to":["b@example.org"]} }
            """, services => services.AddSingleton(_bounds with { Try = TimeSpan.FromMilliseconds(200) }));
        await RunAsync(host);
        foreach (var time in (string[])["00:02", "00:04"])
        {
            File.Delete(_tree.PathOf("c", "q", Hour, SegmentNames.Full(time)));
            Assert.That(await RunAsync(host).Soon(), Is.EqualTo(AuditOutcome.CoverageLost));
        }

        await LoggedAsync(host, 251).Soon();
        await host.StopAsync().Soon();
        Assert.That(Kept().Notices, Is.Not.Empty, "it is told after the next start");
    }

    /// <summary>All that a host writes anywhere, with secrets of every kind planted, of which no receiver takes anything.</summary>
    [Test]
    public async Task Secrets_OfAllHooks_AreNowhereInWhatIsWritten()
    {
        const string variable = "SEGMENT_PLANTED_SECRET";
        var (key, got) = (Path.Combine(Home, "key"), Path.Combine(Home, "got"));
        await File.WriteAllTextAsync(key, Secret);
        Environment.SetEnvironmentVariable(variable, Secret);
        await using var mail = MailServer.Start();
        var hooks = $$"""
            {"name":"desk","webhook":"{{_receiver.Url}}/404?token={{Secret}}","secretFile":"{{key}}"},
            {"name":"chat","webhook":"{{_receiver.Url}}/500?token={{Secret}}","secretEnvironment":"{{variable}}","template":"slack"},
            {"name":"mail","email":{"host":"localhost","port":{{mail.Port}},"tls":"starttls","from":"a@example.org","to":["b@example.org"],"user":"u"},"secretFile":"{{key}}"},
            {"name":"pager","command":["{{RequiredTool.Bash.Require()}}","-c","env >> '{{got}}'; cat >> '{{got}}'; exit 3"]},
            {"name":"dog","ping":{"start":"{{_receiver.Url}}/404?token={{Secret}}","success":"{{_receiver.Url}}/500?token={{Secret}}"} }
            """;
        using var host = await HostAsync(hooks);
        await RunAsync(host);
        File.Delete(_tree.PathOf("c", "q", Hour, SegmentNames.Full("00:02")));
        await RunAsync(host);
        await LoggedAsync(host, 251, times: 5).Soon();
        await host.StopAsync();
        Environment.SetEnvironmentVariable(variable, null);

        var written = new StringBuilder(await File.ReadAllTextAsync(got));
        foreach (var record in host.Services.GetFakeLogCollector().GetSnapshot()) written.Append(record.Message).Append(record.Exception);
        foreach (var file in Directory.GetFiles(Home, "a.db*")) written.Append(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)));
        foreach (var request in _receiver.Requests) written.Append(request.Text).AppendJoin('\n', request.Headers.Values);
        written.AppendJoin('\n', mail.Lines).AppendJoin('\n', mail.Mails);
        written.AppendJoin('\n', await ServeCheck.RunAsync(host.Services.GetRequiredService<IOptions<ServeOptions>>().Value));
        Assert.That(written.ToString(), Does.Contain("Cannot tell desk").And.Contain("\"hook\":\"pager\"").And.Contain("webhook"));
        Assert.That(written.ToString(), Does.Not.Contain(Secret));
        Assert.That(written.ToString(), Does.Not.Contain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret))));
    }

    [Test]
    public async Task Notice_ForAHookThatIsNoMore_IsDropped()
    {
        _receiver.Status = 500;
        using (var first = await StartAsync("/switch"))
        {
            await RunAsync(first);
            File.Delete(_tree.PathOf("c", "q", Hour, SegmentNames.Full("00:02")));
            await RunAsync(first);
            await LoggedAsync(first, 251);
            await first.StopAsync();
        }

        Assert.That(Kept().Notices, Has.Count.EqualTo(1));
        using (var second = await HostAsync($$"""{"name":"other","webhook":"{{_receiver.Url}}/ok"}"""))
        {
            await RunAsync(second);
            await second.StopAsync();
        }

        Assert.That(Kept().Notices, Is.Empty);
    }

    [Test]
    public async Task Ping_IsAskedAtTheBeginningAndTheEndOfARun()
    {
        var ping = $$"""{"name":"dog","ping":{"start":"{{_receiver.Url}}/start","success":"{{_receiver.Url}}/success","failure":"{{_receiver.Url}}/failure"} }""";
        using var host = await HostAsync(ping);
        await RunAsync(host);
        while (_receiver.Requests.Count < 2) await _receiver.NextAsync();
        Directory.Move(_tree.Root, _tree.Root + ".away");
        await RunAsync(host);
        while (_receiver.Requests.Count < 4) await _receiver.NextAsync();
        Directory.Move(_tree.Root + ".away", _tree.Root);

        Assert.That(_receiver.Requests.Select(request => request.Path), Is.EqualTo(["/start", "/success", "/start", "/failure"]));
        await host.StopAsync();
    }

    private static JsonElement JsonOf(ReceivedRequest request) => JsonDocument.Parse(request.Body).RootElement;

    private static IEnumerable<int> IdsOf(IHost host) =>
        host.Services.GetFakeLogCollector().GetSnapshot().Select(record => record.Id.Id);

    /// <summary>Waits until the log has a line.</summary>
    private static async Task LoggedAsync(IHost host, int id, int times = 1)
    {
        while (IdsOf(host).Count(one => one == id) < times) await Task.Yield();
    }

    private static async Task<AuditOutcome> RunAsync(IHost host) =>
        await host.Services.GetRequiredService<AuditSchedule>().TryStart("a")!.Soon();

    private LedgerNotices Kept()
    {
        using var ledger = AuditLedger.OpenForReading(Ledger);
        return ledger.ReadNotices();
    }

    private Task<IHost> StartAsync(string path, string more = "", Action<IServiceCollection>? also = null, string archive = "") =>
        HostAsync($$"""{"name":"desk","webhook":"{{_receiver.Url}}{{path}}"{{(more.Length == 0 ? "" : "," + more)}} }""", also, archive);

    private async Task<IHost> HostAsync(string hook, Action<IServiceCollection>? also = null, string archive = "")
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var json = $$"""{"serve":{"archives":[{"name":"a","root":"{{_tree.Root}}","ledger":"{{Ledger}}"{{archive}}}],"notify":[{{hook}}]} }""";
        builder.Services.AddFakeLogging();
        builder.Services.AddSingleton(_bounds);
        also?.Invoke(builder.Services);
        builder.Services.AddSegmentPipelineSchedule(
            new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build());
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
