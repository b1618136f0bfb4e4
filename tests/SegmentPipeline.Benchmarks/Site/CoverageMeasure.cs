using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace SegmentPipeline.Benchmarks.Site;

/// <summary>Measures how long a host takes to say how streams are covered, at random zooms.</summary>
internal sealed class CoverageMeasure(HttpClient client)
{
    private const string Archive = "/api/archives/node";
    private const int Zooms = 400;
    private const int Audits = 7;
    private const int Seed = 1;

    private static readonly (int Columns, int Streams)[] Questions = [(1, 200), (400, 200), (1200, 200), (4096, 200)];

    internal static async Task RunAsync(string url)
    {
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        await new CoverageMeasure(client).RunAsync();
    }

    private async Task RunAsync()
    {
        Console.WriteLine("| /coverage | median | 99 of 100 | target |");
        Console.WriteLine("|---|---|---|---|");
        var first = await AskAsync("columns=1200");
        Print("the first of a process that has just been started, 1200 columns", [first.Milliseconds], "");
        var (from, to) = (TimeOf(first.Answer, "from"), TimeOf(first.Answer, "to"));
        var random = new Random(Seed);
        foreach (var (columns, streams) in Questions)
        {
            var times = new List<double>();
            var shown = 0;
            for (var i = 0; i < Zooms; i++)
            {
                var length = (long)Math.Pow(to.MicrosecondsSince(from), 0.3 + 0.7 * random.NextDouble()) + columns;
                var start = from.AddMicroseconds(random.NextInt64(to.MicrosecondsSince(from)));
                var (milliseconds, answer) = await AskAsync($"from={start}&to={start.AddMicroseconds(length)}&columns={columns}&limit={streams}");
                times.Add(milliseconds);
                shown = answer.GetProperty("streams").GetArrayLength();
            }

            Print($"{columns} {(columns == 1 ? "column" : "columns")} of {shown} streams, {Zooms} random zooms", times);
        }

        var firsts = new List<double>();
        for (var i = 0; i < Audits; i++)
        {
            await AuditAsync();
            firsts.Add((await AskAsync("columns=1200")).Milliseconds);
        }

        Print("the first after an audit, 1200 columns", firsts);
    }

    private async Task<(double Milliseconds, JsonElement Answer)> AskAsync(string query)
    {
        var began = Stopwatch.GetTimestamp();
        var bytes = await client.GetByteArrayAsync($"{Archive}/coverage?{query}");
        var milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return (milliseconds, JsonDocument.Parse(bytes).RootElement);
    }

    private async Task AuditAsync()
    {
        using var reply = await client.PostAsync($"{Archive}/runs", null);
        reply.EnsureSuccessStatusCode();
        string? activity;
        do
        {
            activity = JsonDocument.Parse(await client.GetStringAsync(Archive)).RootElement.GetProperty("activity").GetString();
        }
        while (activity != "idle");
    }

    private static Timestamp TimeOf(JsonElement answer, string name) => Timestamp.Parse(answer.GetProperty(name).GetString()!);

    private static void Print(string what, List<double> times, string target = "≤ 50 ms")
    {
        times.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {times[times.Count / 2]:0.0} ms | {(times.Count < 100 ? "" : $"{times[times.Count * 99 / 100]:0.0} ms")} | {target} |"));
    }
}
