using System.Text.Json;
using Microsoft.Playwright;

namespace SegmentPipeline.Benchmarks.Site;

/// <summary>What Chromium notes of a page's own thread.</summary>
internal sealed class PageTrace
{
    private static readonly string[] Included = ["devtools.timeline", "disabled-by-default-devtools.timeline", "__metadata"];
    private static readonly string[] Excluded = ["*"];

    private readonly ICDPSession _session;
    private readonly List<JsonElement> _events = [];
    private readonly TaskCompletionSource _complete = new();

    internal PageTrace(ICDPSession session)
    {
        _session = session;
        session.Event("Tracing.dataCollected").OnEvent += (_, data) => _events.AddRange(data!.Value.GetProperty("value").EnumerateArray());
        session.Event("Tracing.tracingComplete").OnEvent += (_, _) => _complete.TrySetResult();
    }

    internal Task StartAsync() => _session.SendAsync("Tracing.start", new Dictionary<string, object>
    {
        ["transferMode"] = "ReportEvents",
        ["traceConfig"] = new Dictionary<string, object>
        {
            ["includedCategories"] = Included,
            ["excludedCategories"] = Excluded,
        },
    });

    /// <summary>Ends it.</summary>
    /// <returns>Milliseconds of each task of the page's thread that lasted for more than a tenth of one.</returns>
    internal async Task<List<double>> StopAsync()
    {
        await _session.SendAsync("Tracing.end");
        await _complete.Task;
        var threads = _events
            .Where(entry => NameOf(entry) == "thread_name" && entry.GetProperty("args").GetProperty("name").GetString() == "CrRendererMain")
            .Select(ThreadOf).ToHashSet();
        return
        [
            .. _events.Where(entry => NameOf(entry) == "RunTask" && threads.Contains(ThreadOf(entry)) && entry.TryGetProperty("dur", out _))
                .Select(entry => entry.GetProperty("dur").GetDouble() / 1000).Where(milliseconds => milliseconds > 0.1),
        ];
    }

    private static string? NameOf(JsonElement entry) => entry.GetProperty("name").GetString();

    private static (int Process, int Thread) ThreadOf(JsonElement entry) => (entry.GetProperty("pid").GetInt32(), entry.GetProperty("tid").GetInt32());
}
