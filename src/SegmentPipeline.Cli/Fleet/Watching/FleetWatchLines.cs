using System.Text;

namespace SegmentPipeline.Cli;

/// <summary>A line for each change.</summary>
internal sealed class FleetWatchLines(Stream stream, TimeProvider clock) : FleetWatch
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private bool _hasBegun;

    internal override async ValueTask ShowAsync(FleetView fleet, RunView? run, CancellationToken cancellationToken)
    {
        var nodes = Plural.TextOf(fleet.Nodes.Count, "node");
        await TellAsync("fleet", $"fleet {fleet.Cluster}: {nodes}", cancellationToken).ConfigureAwait(false);
        foreach (var node in fleet.Nodes)
        {
            var words = $"node {node.Node} {(node.IsLiving ? "lives" : "is dead")}";
            await TellAsync($"node {node.Node}", words, cancellationToken).ConfigureAwait(false);
        }

        foreach (var known in fleet.Runs.Reverse())
        {
            // What had ended before anybody watched is no change.
            if (!_hasBegun && !known.IsRunning) _known[$"run {known.Id}"] = WordsOf(known);
            await TellAsync($"run {known.Id}", WordsOf(known), cancellationToken).ConfigureAwait(false);
        }

        foreach (var part in run?.Nodes ?? [])
        {
            var words = $"run {run!.Id}, node {part.Node}: {WordsOf(part)}";
            await TellAsync($"run {run.Id} {part.Node}", words, cancellationToken).ConfigureAwait(false);
        }

        _hasBegun = true;
        Forget(fleet, run);
    }

    internal override ValueTask ShowFaultAsync(string fault, CancellationToken cancellationToken) =>
        TellAsync("fleet", fault, cancellationToken);

    private static string WordsOf(RunView run)
    {
        var exit = run.Exit is { } code ? $", exit code {code}" : "";
        var failure = run.Failure is { } why ? $": {why}" : "";
        return $"run {run.Id} ({run.Kind}) {(run.IsRunning ? "has begun" : run.State)}{exit}{failure}";
    }

    private static string WordsOf(RunNodeView part) => part.Cause is { } cause ? $"{part.State}: {cause}" : part.State;

    private async ValueTask TellAsync(string what, string words, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(what, out var before) && before == words) return;
        _known[what] = words;
        var now = TimeWords.ToSecond(Timestamp.FromDateTimeOffset(clock.GetUtcNow()));
        var line = Encoding.UTF8.GetBytes($"{now} {VisibleText.MakeVisible(words)}\n");
        await stream.WriteAsync(line, cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whoever watches for weeks keeps only what is still told of.</summary>
    private void Forget(FleetView fleet, RunView? run)
    {
        var told = fleet.Nodes.Select(node => $"node {node.Node}")
            .Concat(fleet.Runs.Select(known => $"run {known.Id}"))
            .Concat(run?.Nodes.Select(part => $"run {run.Id} {part.Node}") ?? [])
            .Append("fleet")
            .ToHashSet(StringComparer.Ordinal);
        foreach (var old in _known.Keys.Where(what => !told.Contains(what)).ToList()) _known.Remove(old);
    }
}
