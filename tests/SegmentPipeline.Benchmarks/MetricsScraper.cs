using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SegmentPipeline.Benchmarks;

/// <summary>Asks for <c>/metrics</c> ten times a second, on a thread of its own with blocking sockets: no delay of the thread pool is the
/// client's.</summary>
internal sealed class MetricsScraper(Uri url, string instrument)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Scrapes until <paramref name="until"/> has ended, and once at least. A delay counts from the moment when the scrape was
    /// due. Moments that pass during a scrape are left out, so that one slow scrape counts once.</summary>
    internal Task<ScrapeDelays> ScrapeAsync(AuditLoad load, Task until) => Task.Factory.StartNew(
        () => Scrape(load, until), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private ScrapeDelays Scrape(AuditLoad load, Task until)
    {
        using var never = new ManualResetEventSlim();
        var delays = new List<TimeSpan>();
        var audits = load.Audits;
        var start = Stopwatch.GetTimestamp();
        var due = TimeSpan.Zero;
        do
        {
            while (due - Stopwatch.GetElapsedTime(start) is var wait && wait > TimeSpan.Zero)
                never.Wait(wait); // It waits whole milliseconds, so it ends early.
            ScrapeOnce();
            var end = Stopwatch.GetElapsedTime(start);
            delays.Add(end - due);
            due = Interval * (Math.Floor(end / Interval) + 1);
        }
        while (!until.IsCompleted);
        return new ScrapeDelays(delays, (load.Audits - audits) / Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    /// <summary>One scrape over a connection of its own.</summary>
    private void ScrapeOnce()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, url.Port);
        socket.Send(Encoding.ASCII.GetBytes($"GET /metrics HTTP/1.1\r\nHost: {url.Authority}\r\nConnection: close\r\n\r\n"));
        using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var page = reader.ReadToEnd();
        if (!page.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal) || !page.Contains(instrument, StringComparison.Ordinal))
            throw new InvalidOperationException($"not metrics: {page}");
    }
}
