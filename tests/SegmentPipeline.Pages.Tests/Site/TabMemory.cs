using Microsoft.Playwright;

namespace SegmentPipeline.Pages.Tests.Site;

/// <summary>What a tab holds when everything is gone that can be.</summary>
internal sealed class TabMemory
{
    private readonly ICDPSession _session;

    private TabMemory(ICDPSession session) => _session = session;

    internal static async Task<TabMemory> OfAsync(IPage page) => new(await page.Context.NewCDPSessionAsync(page));

    internal async Task<TabHoldings> MeasureAsync()
    {
        for (var i = 0; i < 3; i++) await _session.SendAsync("HeapProfiler.collectGarbage");
        var heap = await _session.SendAsync("Runtime.getHeapUsage");
        var counters = await _session.SendAsync("Memory.getDOMCounters");
        return new TabHoldings
        {
            HeapBytes = (long)heap!.Value.GetProperty("usedSize").GetDouble(),
            Nodes = counters!.Value.GetProperty("nodes").GetInt32(),
            Listeners = counters.Value.GetProperty("jsEventListeners").GetInt32(),
        };
    }
}
