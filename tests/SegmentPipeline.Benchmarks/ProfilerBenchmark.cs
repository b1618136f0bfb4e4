using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SegmentPipeline.Hosting;
using SegmentPipeline.Profiling;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Web;

namespace SegmentPipeline.Benchmarks;

/// <summary>Does sampling hold the metrics up? Audits run one after the other at their default parallelism in the process of a real host,
/// whose
/// <c>/metrics</c> is scraped ten times a second, and stacks are sampled: first not at all, a third as long, then for the time asked for;
/// and then the profile is written.
/// <para><c>dotnet run -c Release --project tests/SegmentPipeline.Benchmarks -- profiler [SECONDS]</c> prints a table for a results
/// file.</para></summary>
internal static class ProfilerBenchmark
{
    private const int Hours = 24;

    internal static async Task RunAsync(int seconds, TextWriter output)
    {
        using var archive = new TemporaryArchive(Hours);
        var host = PipelineServer.Build(OptionsOf(archive.Root), services => services.AddLogging(logging => logging.ClearProviders()));
        await using var _ = host.ConfigureAwait(false);
        var urls = await PipelineServer.StartAsync(host).ConfigureAwait(false);
        using var load = new AuditLoad(archive.Root, host.Services.GetRequiredService<PipelineMetrics>());
        while (load.Audits == 0 && !load.HasEnded)
            // Until there is something to scrape.
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System).ConfigureAwait(false);
        var scraper = new MetricsScraper(new Uri(urls[0]), AuditLoad.Instrument);
        var duration = TimeSpan.FromSeconds(seconds);
        await scraper.ScrapeAsync(load, Task.Delay(TimeSpan.FromSeconds(2))).ConfigureAwait(false); // Compiled and warm.
        var without = await scraper.ScrapeAsync(load, Task.Delay(duration / 3)).ConfigureAwait(false);
        var profile = new MemoryStream();
        await using var __ = profile.ConfigureAwait(false);
        var sampler = await StackSampler.StartAsync().ConfigureAwait(false);
        await using var ___ = sampler.ConfigureAwait(false);
        var sampling = await scraper.ScrapeAsync(load, Task.Delay(duration)).ConfigureAwait(false);
        var stopping = sampler.StopAsync(profile, ProfileFormat.Speedscope);
        var writing = await scraper.ScrapeAsync(load, stopping).ConfigureAwait(false);
        var summary = await stopping.ConfigureAwait(false);
        var longest = Math.Max(sampling.LongestMilliseconds, writing.LongestMilliseconds);

        string[] lines =
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Environment.ProcessorCount} cores, audits of {Hours} hours of 1,800 segments one after the other at the default parallelism ({AuditDefaults.Parallelism}: all cores but one), `/metrics` of the host in the same process asked for every 100 ms from a thread of its own, {seconds} s of sampling."
            ),
            "",
            "| | scrapes | median ms | 99 % ms | longest ms | audits a second |",
            "|---|---:|---:|---:|---:|---:|",
            without.RowOf("without sampling"),
            sampling.RowOf("while sampling"),
            writing.RowOf("while stopping and writing"),
            "",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{summary.Samples:N0} stacks of {summary.Threads} threads in {summary.Duration.TotalSeconds:F1} s, {summary.Lost} lost; {profile.Length:N0} bytes for speedscope. Sampling took {1 - (sampling.AuditsPerSecond / without.AuditsPerSecond):P0} of the audits. {(longest <= 1000 ? "No scrape took more than a second." : "A SCRAPE TOOK MORE THAN A SECOND.")}"
            ),
        ];
        foreach (var line in lines) await output.WriteLineAsync(line).ConfigureAwait(false);
    }

    /// <summary>One archive that nothing audits by itself.</summary>
    private static ServeOptions OptionsOf(string root) => new()
    {
        Urls = ["http://127.0.0.1:0"],
        Archives = [new ScheduledArchive { Name = "idle", Audit = new PipelineOptions { Root = root, Ledger = $"{root}.db" } }],
    };
}
