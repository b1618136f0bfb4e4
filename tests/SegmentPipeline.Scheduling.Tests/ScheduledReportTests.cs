using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using SegmentPipeline.Ledger;
using SegmentPipeline.Ledger.Tests;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>The reports that a host writes, and those that it keeps.</summary>
internal sealed class ScheduledReportTests
{
    private readonly ArchiveBuilder _tree = new();

    private string Home => Path.GetDirectoryName(_tree.Root)!;

    private string Reports => Path.Combine(Home, "reports");

    [SetUp]
    public void LayOut()
    {
        Directory.CreateDirectory(Reports);
        foreach (var time in (string[])["00:00", "00:10"]) _tree.File("c", "q", "2026-03-28T22", SegmentNames.Full(time));
    }

    [TearDown]
    public void Remove() => _tree.Dispose();

    [Test]
    public async Task Run_WithReportsOfEachFormat_WritesThemWhole()
    {
        var words = Enum.GetValues<ScheduledReportFormat>().Select(ScheduledReportFormats.WordOf).ToList();
        var reports = words.Select(word => $$"""{"format":"{{word}}","output":"{{Reports}}/a-{date}.{{word}}"}""");

        Assert.That(await RunAsync(string.Join(',', reports), out var host), Is.EqualTo(AuditOutcome.Findings));

        Assert.That(NamesThere(), Is.EquivalentTo(words.Select(word => $"a-2026-04-02.{word}")));
        var page = await File.ReadAllTextAsync(Path.Combine(Reports, "a-2026-04-02.html"));
        Assert.That(page, Does.StartWith("<!").And.Contain("SegmentPipeline").And.Contain("00:10"), "segments, too");
        Assert.That(page.TrimEnd(), Does.EndWith("</html>"));
        var table = await File.ReadAllBytesAsync(Path.Combine(Reports, "a-2026-04-02.parquet"));
        Assert.That((table[..4], table[^4..]), Is.EqualTo(("PAR1"u8.ToArray(), "PAR1"u8.ToArray())));
        Assert.That(EventsOf(host), Is.EqualTo([201]));
    }

    [Test]
    public async Task Run_WithReports_KeepsInTheLedgerWhatTheyAre()
    {
        var reports = Enum.GetValues<ScheduledReportFormat>().Select(ScheduledReportFormats.WordOf)
            .Select(word => $$"""{"format":"{{word}}","output":"{{Reports}}/a.{{word}}"}""");
        for (var night = 0; night < 2; night++) await RunAsync(string.Join(',', reports), out _);

        using var ledger = AuditLedger.OpenForReading(Path.Combine(Home, "a.db"));
        var newest = ledger.Runs(1).Single();
        foreach (var report in newest.Reports)
        {
            var bytes = await File.ReadAllBytesAsync(report.Path);
            Assert.That((report.Bytes, report.Sha256), Is.EqualTo((bytes.LongLength, Convert.ToHexStringLower(SHA256.HashData(bytes)))));
        }

        var proof = ledger.Prove(Reports);
        Assert.That((newest.Reports.Count, proof.Reports, proof.Doubts.Count), Is.EqualTo((5, 5, 0)));
        await File.AppendAllTextAsync(Path.Combine(Reports, "a.html"), " ");
        Assert.That(ledger.Prove(Reports).Doubts.Select(doubt => (doubt.Run, doubt.Report)), Is.EqualTo([(2L, "a.html")]));
    }

    [Test]
    public async Task Run_WithReportsOfManyDays_KeepsTheNewestAndWhatIsNotItsOwn()
    {
        string[] own = ["a-2026-03-30.csv", "a-2026-03-31.csv", "a-2026-04-01.csv"];
        string[] foreign =
        [
            "a-2026-03-30.csv.bak", "b-2026-03-30.csv", "A-2026-03-30.csv", "a-2026-13-30.csv", "a-2026-3-30.csv", "a-.csv", "a-2026-04-09.csv",
        ];
        foreach (var name in (string[])[.. own, .. foreign]) await File.WriteAllTextAsync(Path.Combine(Reports, name), "old");
        Directory.CreateDirectory(Path.Combine(Reports, "a-2026-03-29.csv"));
        File.CreateSymbolicLink(Path.Combine(Reports, "a-2026-03-28.csv"), Path.Combine(Home, "elsewhere"));

        await RunAsync($$"""{"format":"csv","output":"{{Reports}}/a-{date}.csv","keep":2}""", out var host);

        Assert.That(
            NamesThere(),
            Is.EquivalentTo((string[])[.. foreign, "a-2026-03-29.csv", "a-2026-03-28.csv", "a-2026-04-01.csv", "a-2026-04-02.csv"]));
        Assert.That(EventsOf(host), Is.EqualTo([201]));
    }

    [Test]
    public async Task Report_OnAFullDisk_IsOneLineAndLeavesTheOldOnes()
    {
        using var disk = TinyDisk.Mount(kilobytes: 64);
        await File.WriteAllTextAsync(Path.Combine(disk.Path, "a-2026-03-30.html"), "old");
        await File.WriteAllBytesAsync(Path.Combine(disk.Path, "ballast"), new byte[40_000]);

        var outcome = await RunAsync(
            $$"""{"format":"html","output":"{{disk.Path}}/a-{date}.html","keep":1},{"format":"csv","output":"{{Reports}}/a.csv"}""",
            out var host);

        Assert.That(outcome, Is.EqualTo(AuditOutcome.Failed));
        Assert.That(Directory.GetFiles(disk.Path).Select(Path.GetFileName), Is.EquivalentTo(["a-2026-03-30.html", "ballast"]));
        Assert.That(NamesThere(), Is.EqualTo(["a.csv"]));
        Assert.That(EventsOf(host), Is.EqualTo([220, 201]));
        using var ledger = AuditLedger.OpenForReading(Path.Combine(Home, "a.db"));
        Assert.That(ledger.Runs(2).Single().Status, Is.EqualTo(LedgerRunStatus.Complete));
    }

    [Test]
    public void OldReport_ThatCannotBeRemoved_IsTold()
    {
        using var disk = TinyDisk.Mount(kilobytes: 64);
        var report = new ScheduledReport { Output = Path.Combine(disk.Path, "a-{date}.csv"), Keep = 1 };
        foreach (var day in (string[])["2026-03-30", "2026-03-31"]) File.WriteAllText(Path.Combine(disk.Path, $"a-{day}.csv"), "");
        disk.MakeReadOnly();

        Assert.That(() => OldReports.Remove(report, Path.Combine(disk.Path, "a-2026-03-31.csv")), Throws.InstanceOf<IOException>());
    }

    [TestCase("a-{date}.csv", "a-2026-03-30.csv", "2026-03-30")]
    [TestCase("{date}", "2026-03-30", "2026-03-30")]
    [TestCase("a-{date}.csv", "a-2026-02-30.csv", null)]
    [TestCase("a-{date}.csv", "a-2026-03-30.csx", null)]
    [TestCase("a-{date}.csv", "a-2026-03-300.csv", null)]
    [TestCase("aa{date}aa", "aa", null)]
    public void Name_OfAFile_HasADayOnlyIfItIsTheReports(string output, string name, string? day) => Assert.That(
        new ScheduledReport { Output = "/r/" + output }.DayOf(name),
        Is.EqualTo(day is null ? (DateOnly?)null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    private IEnumerable<string?> NamesThere() => Directory.GetFileSystemEntries(Reports).Select(Path.GetFileName);

    private Task<AuditOutcome> RunAsync(string reports, out IHost host)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var json = $$"""
            {"serve":{"archives":[{"name":"a","root":"{{_tree.Root}}","ledger":"{{Home}}/a.db","reports":[{{reports}}]}] } }
            """;
        builder.Services.AddFakeLogging();
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Timestamp.Parse("2026-04-02T10").ToDateTimeOffset()));
        builder.Services.AddSegmentPipelineSchedule(
            new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build());
        host = builder.Build();
        return RunAsync(host);
    }

    private static async Task<AuditOutcome> RunAsync(IHost host)
    {
        await host.StartAsync();
        var outcome = await host.Services.GetRequiredService<AuditSchedule>().TryStart("a")!.Soon();
        await host.StopAsync();
        return outcome;
    }

    private static IEnumerable<int> EventsOf(IHost host) => host.Services.GetFakeLogCollector().GetSnapshot()
        .Where(record => record.Category == "SegmentPipeline.Schedule" && record.Id.Id != 200).Select(record => record.Id.Id);
}
