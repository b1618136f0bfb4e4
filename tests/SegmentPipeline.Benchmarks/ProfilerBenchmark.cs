using System.Diagnostics;
using System.Globalization;
using SegmentPipeline.Profiling;

namespace SegmentPipeline.Benchmarks;

/// <summary>Does sampling hold the metrics up? Audits run in a loop on all cores, their figures are counted by a meter that is scraped ten times a
/// second over HTTP, and stacks are sampled: first not at all, a third as long, then for the time asked for; and then the profile is written.
/// <para><c>dotnet run -c Release --project tests/SegmentPipeline.Benchmarks -- profiler [SECONDS]</c> prints a table for a results file.</para></summary>
internal static class ProfilerBenchmark
{
    private const int Hours = 24;

    internal static async Task RunAsync(int seconds, TextWriter output)
    {
        using var archive = new TemporaryArchive(Hours);
        using var load = new AuditLoad(archive.Root);
        var endpoint = new MetricsEndpoint(load.MeterName);
        await using var _ = endpoint.ConfigureAwait(false);
        var duration = TimeSpan.FromSeconds(seconds);
        await MeasureAsync(load, endpoint, Task.Delay(TimeSpan.FromSeconds(2))).ConfigureAwait(false); // Compiled and warm.
        var without = await MeasureAsync(load, endpoint, Task.Delay(duration / 3)).ConfigureAwait(false);
        var profile = new MemoryStream();
        await using var __ = profile.ConfigureAwait(false);
        var sampler = await StackSampler.StartAsync().ConfigureAwait(false);
        await using var ___ = sampler.ConfigureAwait(false);
        var sampling = await MeasureAsync(load, endpoint, Task.Delay(duration)).ConfigureAwait(false);
        var stopping = sampler.StopAsync(profile, ProfileFormat.Speedscope);
        var writing = await MeasureAsync(load, endpoint, stopping).ConfigureAwait(false);
        var summary = await stopping.ConfigureAwait(false);
        var longest = Math.Max(sampling.LongestMilliseconds, writing.LongestMilliseconds);

        string[] lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, audits of {Hours} hours of 1,800 segments on all of them, `/metrics` asked for every 100 ms, {seconds} s of sampling."),
            "",
            "| | scrapes | median ms | 99 % ms | longest ms | audits a second |",
            "|---|---:|---:|---:|---:|---:|",
            without.RowOf("without sampling"),
            sampling.RowOf("while sampling"),
            writing.RowOf("while stopping and writing"),
            "",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{summary.Samples:N0} stacks of {summary.Threads} threads in {summary.Duration.TotalSeconds:F1} s, {summary.Lost} lost; {profile.Length:N0} bytes for speedscope. Sampling took {1 - (sampling.AuditsPerSecond / without.AuditsPerSecond):P0} of the audits. {(longest <= 1000 ? "No scrape took more than a second." : "A SCRAPE TOOK MORE THAN A SECOND.")}"),
        ];
        foreach (var line in lines) await output.WriteLineAsync(line).ConfigureAwait(false);
    }

    /// <summary>Scrapes until <paramref name="until"/> has ended. A scrape is due every 100 ms, whether the one before has ended or not, and its delay
    /// counts from then.</summary>
    private static async Task<ScrapeDelays> MeasureAsync(AuditLoad load, MetricsEndpoint endpoint, Task until)
    {
        var interval = TimeSpan.FromMilliseconds(100);
        var scrapes = new List<Task<TimeSpan>>();
        var audits = load.Audits;
        var start = Stopwatch.GetTimestamp();
        for (var due = TimeSpan.Zero; !until.IsCompleted; due += interval)
        {
            var wait = due - Stopwatch.GetElapsedTime(start);
            if (wait > TimeSpan.Zero) await Task.Delay(wait).ConfigureAwait(false);
            scrapes.Add(ScrapeAsync(endpoint, start, due));
        }

        var perSecond = (load.Audits - audits) / Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new ScrapeDelays(await Task.WhenAll(scrapes).ConfigureAwait(false), perSecond);
    }

    private static async Task<TimeSpan> ScrapeAsync(MetricsEndpoint endpoint, long start, TimeSpan due)
    {
        var page = await endpoint.ScrapeAsync().ConfigureAwait(false);
        if (!page.Contains(AuditLoad.Instrument, StringComparison.Ordinal)) throw new InvalidOperationException($"not metrics: {page}");
        return Stopwatch.GetElapsedTime(start) - due;
    }
}
