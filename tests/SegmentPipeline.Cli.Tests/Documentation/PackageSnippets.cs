using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SegmentPipeline.Expectations;
using SegmentPipeline.Fleet;
using SegmentPipeline.Hosting;
using SegmentPipeline.Ledger;
using SegmentPipeline.Pictures;
using SegmentPipeline.Playback;
using SegmentPipeline.Profiling;
using SegmentPipeline.Replicas;
using SegmentPipeline.Reports;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Synthesis;
using SegmentPipeline.Verification;
using SegmentPipeline.Web;

namespace SegmentPipeline.Cli.Tests.Documentation;

/// <summary>What each package shows of itself, compiled. None is run: they name places that are not there.</summary>
internal static class PackageSnippets
{
    internal static async Task EngineAsync()
    {
        // SegmentPipeline, begin
        await using var archive = SegmentArchive.Open("/srv/archive");

        var report = await archive.AuditToReportAsync(new AuditRequest { Channels = ["desertbus"] });
        foreach (var hole in report.Findings.OfType<HoleFinding>()) Console.WriteLine($"{hole.Stream} {hole.Range}");

        var hour = TimeRange.Parse("2026-03-28T22", "2026-03-28T23");
        var sequence = await archive.SelectAsync(new StreamId("desertbus", "source"), hour);
        foreach (var segment in sequence.Segments) Console.WriteLine($"{segment.Path} from {segment.Start}");
        // SegmentPipeline, end
    }

    internal static async Task PlaybackAsync()
    {
        // SegmentPipeline.Playback, begin
        await using var archive = SegmentArchive.Open("/srv/archive");
        var hour = TimeRange.Parse("2026-03-28T22", "2026-03-28T23");
        var sequence = await archive.SelectAsync(new StreamId("desertbus", "source"), hour);

        await using var playlist = File.Create("playlist.m3u8");
        await HlsPlaylist.WriteAsync(sequence, playlist);
        // SegmentPipeline.Playback, end
    }

    internal static async Task ReplicasAsync()
    {
        // SegmentPipeline.Replicas, begin
        await using var archive = SegmentArchive.Open("/srv/archive");
        var clients = new ServiceCollection().AddSegmentPeers().BuildServiceProvider().GetRequiredService<IHttpClientFactory>();
        var node2 = new HttpArchive(clients.CreateClient(PeerClients.ClientName), "http://node2:8000");
        Replica[] replicas = [new Replica { Name = "node2", Archive = SegmentArchive.OpenRemote(node2) }];

        await foreach (var record in archive.CompareAsync(replicas))
        {
            if (record is VerdictRecord verdict) Console.WriteLine($"{verdict.Stream} {verdict.Hole}: {verdict.Parts[0].Verdict}");
        }

        await foreach (var record in archive.FillAsync(replicas, new FillRequest { OnlyHoles = true }))
        {
            if (record is FilledRecord filled) Console.WriteLine($"{filled.Published} segments published");
        }
        // SegmentPipeline.Replicas, end
    }

    internal static async Task VerificationAsync()
    {
        // SegmentPipeline.Verification, begin
        await using var archive = SegmentArchive.Open("/srv/archive");
        var request = new VerificationRequest { Channels = ["desertbus"], Sample = SampleSize.FromFiles(3000) };
        await foreach (var record in archive.VerifyAsync(request))
        {
            if (record is CorruptRecord { File: var file }) Console.WriteLine($"{file.Path}: {file.Causes[0].Cause}, from {file.Origin}");
            if (record is VerificationSummaryRecord { Bound: { } bound }) Console.WriteLine($"at most {bound.CorruptAtMost} are corrupt");
        }
        // SegmentPipeline.Verification, end
    }

    internal static async Task ReportsAsync()
    {
        // SegmentPipeline.Reports, begin
        await using var archive = SegmentArchive.Open("/srv/archive");
        var coverage = new CoverageCollector();
        await foreach (var record in archive.AuditAsync(new AuditRequest())) coverage.Add(record);

        await using var picture = File.Create("coverage.svg");
        MapPicture.Write(picture, CoverageMap.ByStream("Coverage", coverage), MapFormat.Svg);
        // SegmentPipeline.Reports, end
    }

    internal static async Task PicturesAsync()
    {
        // SegmentPipeline.Pictures, begin
        await using var archive = SegmentArchive.Open("/srv/archive");
        var coverage = new CoverageCollector();
        await foreach (var record in archive.AuditAsync(new AuditRequest())) coverage.Add(record);

        await using var picture = File.Create("coverage.png");
        PngPicture.Write(picture, CoverageMap.ByStream("Coverage", coverage));
        // SegmentPipeline.Pictures, end
    }

    internal static async Task LedgerAsync()
    {
        // SegmentPipeline.Ledger, begin
        await using var archive = SegmentArchive.Open("/srv/archive");
        using var ledger = AuditLedger.Open("/var/lib/pipeline.db", archive.Root);
        await foreach (var record in ledger.AuditAsync(archive, new AuditRequest()))
        {
            if (record is DeltaRecord { Change: DeltaChange.Lost } lost) Console.WriteLine($"lost: {lost.Stream} {lost.Range}");
        }
        // SegmentPipeline.Ledger, end
    }

    internal static void Hosting()
    {
        // SegmentPipeline.Hosting, begin
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSegmentPipeline(builder.Configuration.GetSection("pipeline"));
        builder.Services.AddSegmentPipelineMetrics();
        // SegmentPipeline.Hosting, end
    }

    internal static void Scheduling()
    {
        // SegmentPipeline.Scheduling, begin
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSegmentPipelineSchedule(builder.Configuration);
        using var host = builder.Build();
        // SegmentPipeline.Scheduling, end
    }

    internal static async Task SynthesisAsync()
    {
        // SegmentPipeline.Synthesis, begin
        var options = new SyntheticArchiveOptions { Hours = 7, SecondsPerSegment = 30, Seed = 1 };
        var summary = await SyntheticArchive.WriteAsync("/tmp/archive", options);
        Console.WriteLine(summary);
        // SegmentPipeline.Synthesis, end
    }

    internal static void Expectations()
    {
        // SegmentPipeline.Expectations, begin
        var rule = new ExpectationRule
        {
            Streams = ["desertbus"],
            Weekly = [WeeklyTime.Parse("Mon-Fri 09:00-17:00")],
            Calendars = ["specials.ics"],
            Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
        };
        var now = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var request = new AuditRequest { Expectation = new ExpectationReader().Read([rule], now) };
        // SegmentPipeline.Expectations, end
    }

    internal static async Task ProfilingAsync()
    {
        // SegmentPipeline.Profiling, begin
        await using var profile = File.Create("profile.speedscope.json");
        await StackSampler.ProfileAsync(TimeSpan.FromSeconds(30), profile, ProfileFormat.Speedscope);
        // SegmentPipeline.Profiling, end
    }

    internal static async Task WebAsync()
    {
        // SegmentPipeline.Web, begin
        var options = new ServeOptions { Archives = [new ScheduledArchive { Name = "main" }] };
        options.Archives[0].Audit.Root = "/srv/archive";
        await using var application = PipelineServer.Build(options);
        // SegmentPipeline.Web, end
    }

    internal static async Task FleetAsync()
    {
        // SegmentPipeline.Fleet, begin
        var options = new ServeOptions
        {
            Archives = [new ScheduledArchive { Name = "main" }],
            Fleet = new FleetOptions { Node = "n1", IsLocal = true, Directory = "/var/lib/pipeline/fleet" },
        };
        options.Archives[0].Audit.Root = "/srv/archive";
        await using var application = PipelineServer.Build(options, services => services.AddSegmentPipelineFleet());
        // SegmentPipeline.Fleet, end
    }
}
