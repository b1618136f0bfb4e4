using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>What stands above a verdict: which fleet, which run, which time.</summary>
/// <param name="Cluster">What the fleet is called.</param>
/// <param name="Run">The run.</param>
internal sealed record FleetHeading(string Cluster, string Run)
{
    private string Words => $"Fleet [bold]{ReportPage.Safe(Cluster)}[/], run {ReportPage.Safe(Run)}";

    internal void AddTo(ReportPage page) => page.AddLine(Words);

    internal void AddTo(ReportPage page, IReadOnlyList<FleetStreamRecord> streams)
    {
        page.AddLine($"{Words}: {Plural.TextOf(streams.Count, "stream")}");
        var windows = streams.Select(stream => stream.Window).OfType<TimeRange>().ToList();
        if (windows.Count > 0) page.AddLine($"From {windows.Min(window => window.Start)} to {windows.Max(window => window.End)}");
    }
}
