namespace SegmentPipeline.Cli;

/// <summary>A run of the fleet from its beginning, or from where somebody finds it, to its records.</summary>
/// <param name="Fleet">The fleet.</param>
/// <param name="Run">The run; it has ended.</param>
/// <param name="Records">Its records.</param>
/// <param name="Again">The command line that shows it again.</param>
internal sealed record FleetErrand(FleetView Fleet, RunView Run, Stream Records, string Again) : IAsyncDisposable
{
    /// <summary>Which run of which fleet this is.</summary>
    internal FleetHeading Heading => new(Fleet.Cluster, Run.Id);

    /// <summary>Has the fleet do something, or waits for what it does already.</summary>
    /// <param name="options">What it is asked for.</param>
    /// <param name="kindOf">What kind of run that is.</param>
    /// <param name="surroundings">What the command has around it.</param>
    /// <param name="cancellationToken">Stops, also the run if it was begun here.</param>
    /// <exception cref="FleetClientException">The fleet cannot be asked, or has come to no verdict.</exception>
    internal static async Task<FleetErrand> DoAsync(
        FleetRunOptions options, Func<FleetView, string> kindOf, Surroundings surroundings, CancellationToken cancellationToken)
    {
        using var status = options.Quiet ? null : StatusLine.On(surroundings);
        var line = new FleetRunLine(status);
        var runs = new FleetRuns(FleetClient.Create(options.Via, surroundings.TimeProvider, line.ShowWaiting), surroundings);
        var fleet = await runs.ShowAsync(cancellationToken).ConfigureAwait(false);
        var run = options.Run is { } id
            ? await runs.WaitAsync(id, line.Show, cancellationToken).ConfigureAwait(false)
            : await runs.RunAsync(kindOf(fleet), options, line.Show, cancellationToken).ConfigureAwait(false);
        var query = run.Kind == RunView.Copies ? options.Verdict.ToQuery() : "";
        var records = await runs.OpenRecordsAsync(run.Id, query, cancellationToken).ConfigureAwait(false);
        return new FleetErrand(fleet, run, records, runs.WordsToLookAt(run.Id));
    }

    /// <summary>What kind of run an audit of an archive is.</summary>
    internal static string KindOf(FleetView fleet, FleetRunOptions options) =>
        options.Archive is { } archive && fleet.Nodes.Any(node => node.Shared.Contains(archive)) ? RunView.Shared : RunView.Copies;

    /// <summary>Reads the records, by whatever reads them; if they break off, it is said how to have them again.</summary>
    /// <exception cref="FleetClientException">They break off, or are none.</exception>
    internal async Task<int> ReadAsync(Func<Task<int>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (FleetClientException fault) when (fault.MayPass)
        {
            throw new FleetClientException(
                $"the records of run {Run.Id} cannot be had: {fault.Message}; look again with {Again}", fault);
        }
    }

    public ValueTask DisposeAsync() => Records.DisposeAsync();
}
