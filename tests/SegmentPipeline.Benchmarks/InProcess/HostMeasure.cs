using System.Globalization;
using System.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Benchmarks.InProcess;

/// <summary>Measures what a web host notices of audits of its own at default parallelism: how late a timer of 10 ms is, and how long an
/// endpoint takes to answer that is asked every 10 ms.</summary>
internal static class HostMeasure
{
    private const int Rounds = 7;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    internal static async Task RunAsync(string root)
    {
        await using var app = await StartAsync();
        Moments timer = new(), answers = new();
        using var stop = new CancellationTokenSource();
        var ticking = TickAsync(timer, stop.Token);
        var asking = Task.Factory.StartNew(
            () => Ask(app.Urls.First(), answers, stop.Token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

        // The host's own start is none of the audit's doing.
        await Task.Delay(Quiet, TimeProvider.System);
        timer.Clear();
        answers.Clear();

        var audits = new List<(long From, long To)>();
        long files = 0;
        for (var round = 0; round < Rounds; round++)
        {
            await Task.Delay(Quiet, TimeProvider.System);
            var from = TimeProvider.System.GetTimestamp();
            files = await MemoryMeasure.AuditAsync(root, AuditDefaults.Parallelism);
            audits.Add((from, TimeProvider.System.GetTimestamp()));
        }

        await stop.CancelAsync();
        await Task.WhenAll(ticking, asking);
        Print(files, audits, timer, answers);
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/", () => "here");
        await app.StartAsync();
        return app;
    }

    private static async Task TickAsync(Moments late, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        var last = TimeProvider.System.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            var now = TimeProvider.System.GetTimestamp();
            late.Add(last, now, TimeProvider.System.GetElapsedTime(last, now) - Interval);
            last = now;
        }
    }

    /// <summary>Asks from a thread of its own, which a pool without free threads does not hold up.</summary>
    private static void Ask(string address, Moments answers, CancellationToken stop)
    {
        using var client = new HttpClient();
        while (!stop.WaitHandle.WaitOne(Interval))
        {
            var from = TimeProvider.System.GetTimestamp();
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = client.Send(request, CancellationToken.None);
            response.EnsureSuccessStatusCode();
            var to = TimeProvider.System.GetTimestamp();
            answers.Add(from, to, TimeProvider.System.GetElapsedTime(from, to));
        }
    }

    private static void Print(long files, List<(long From, long To)> audits, Moments timer, Moments answers)
    {
        var seconds = Pairs.Median(audits.Select(audit => TimeProvider.System.GetElapsedTime(audit.From, audit.To).TotalSeconds));
        var collector = $"{(GCSettings.IsServerGC ? "server" : "workstation")} collector";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| a web host, {collector}; 99 % and the most | without an audit | during {audits.Count} audits of {files} files, {seconds:F2} s each | target |"));
        Console.WriteLine("|---|---|---|---|");
        Console.WriteLine($"| a timer of 10 ms is late by | {timer.Outside(audits)} | {timer.During(audits)} | ≤ 50 ms |");
        Console.WriteLine($"| an endpoint answers after | {answers.Outside(audits)} | {answers.During(audits)} | ≤ 50 ms |");
    }
}
