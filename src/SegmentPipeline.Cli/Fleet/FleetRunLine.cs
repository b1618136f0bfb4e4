namespace SegmentPipeline.Cli;

/// <summary>How far a run of the fleet is, on a line of the terminal.</summary>
internal sealed class FleetRunLine(StatusLine? line)
{
    internal void Show(RunView run) => line?.Show(elapsed => Words(run, elapsed));

    /// <summary>Shows why it is not known how far the run is.</summary>
    internal void ShowWaiting(string cause) =>
        line?.Show(elapsed => $"asked again: {VisibleText.MakeVisible(cause)}, {elapsed.TotalSeconds:0} s");

    internal static string Words(RunView run, TimeSpan elapsed)
    {
        var done = run.Nodes.Count(node => node.IsSettled);
        var hours = Plural.TextOf(run.Nodes.Sum(node => node.Hours), "hour");
        var entries = Plural.TextOf(run.Nodes.Sum(node => node.Entries), "entry", "entries");
        return $"{done} of {Plural.TextOf(run.Nodes.Count, "node")}, {hours}, {entries}, {elapsed.TotalSeconds:0} s";
    }
}
