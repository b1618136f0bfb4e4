namespace SegmentPipeline.Cli;

/// <summary>Begins runs of the fleet, waits for them, stops them.</summary>
internal sealed class FleetRuns(FleetClient fleet, Surroundings surroundings)
{
    private const long MostRecordBytes = 16L * 1024 * 1024 * 1024;

    /// <summary>How long nobody may answer while a run goes on.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>The fleet.</summary>
    /// <exception cref="FleetClientException">It cannot be asked.</exception>
    internal async Task<FleetView> ShowAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await fleet.AskAsync(new(HttpMethod.Get, ""), FleetView.From, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        }
        catch (FleetClientException fault)
        {
            throw new FleetClientException($"the fleet cannot be asked: {fault.Message}; name another node with --via", fault);
        }
    }

    /// <summary>A run as it is now.</summary>
    /// <exception cref="FleetClientException">There is none, or the fleet cannot be asked.</exception>
    internal Task<RunView> FindAsync(string id, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Get, id, TimeSpan.Zero, cancellationToken);

    /// <summary>Stops a run.</summary>
    /// <returns>The run.</returns>
    /// <exception cref="FleetClientException">There is none, or the fleet cannot be asked.</exception>
    internal Task<RunView> StopAsync(string id, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Delete, id, TimeSpan.Zero, cancellationToken);

    /// <summary>Has the fleet do something, and waits for its end. Whoever stops this stops the run.</summary>
    /// <param name="kind">What kind of run.</param>
    /// <param name="options">What it is asked for.</param>
    /// <param name="seen">Called with each state that it is seen in.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The run, over.</returns>
    /// <exception cref="FleetClientException">The fleet cannot be asked any more, or the run has come to no verdict.</exception>
    internal async Task<RunView> RunAsync(string kind, FleetRunOptions options, Action<RunView> seen, CancellationToken cancellationToken)
    {
        var id = FleetRunId.Make(surroundings.TimeProvider.GetUtcNow());
        try
        {
            var question = new FleetQuestion(HttpMethod.Post, "/runs", FleetRunBody.Write(id, kind, options));
            var run = await fleet.AskAsync(question, RunView.From, Patience, cancellationToken).ConfigureAwait(false);
            seen(run);
            return await WaitAsync(id, seen, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await GiveUpAsync(id).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Waits until a run is over.</summary>
    /// <returns>The run.</returns>
    /// <exception cref="FleetClientException">The fleet cannot be asked any more, or the run has come to no verdict.</exception>
    internal async Task<RunView> WaitAsync(string id, Action<RunView> seen, CancellationToken cancellationToken)
    {
        var clock = surroundings.TimeProvider;
        var began = clock.GetTimestamp();
        while (true)
        {
            var run = await LookAsync(id, cancellationToken).ConfigureAwait(false);
            seen(run);
            if (!run.IsRunning) return Verdict(run);
            // Looking again after a tenth of the time that it has taken makes no run longer than that.
            var pause = clock.GetElapsedTime(began) / 10;
            pause = pause < FirstPause ? FirstPause : pause < LongestPause ? pause : LongestPause;
            await LongDelay.WaitAsync(pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The command line that shows a run.</summary>
    internal string WordsToLookAt(string id) => $"{surroundings.Command()} fleet audit --run {id}{fleet.ViaWords}";

    /// <summary>Opens the records of a run that has ended.</summary>
    internal Task<Stream> OpenRecordsAsync(string id, string query, CancellationToken cancellationToken) =>
        fleet.OpenAsync(new(HttpMethod.Get, $"/runs/{id}/records{query}"), MostRecordBytes, Patience, cancellationToken);

    private async Task<RunView> LookAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(HttpMethod.Get, id, Patience, cancellationToken).ConfigureAwait(false);
        }
        catch (FleetClientException fault) when (!fault.IsAbsent)
        {
            throw new FleetClientException(
                $"the fleet cannot be asked any more how run {id} goes: {fault.Message}; look again with {WordsToLookAt(id)}",
                fault);
        }
    }

    private async Task<RunView> AskAsync(HttpMethod method, string id, TimeSpan patience, CancellationToken cancellationToken)
    {
        var run = await fleet.AskAsync(new(method, $"/runs/{id}"), RunView.From, patience, cancellationToken).ConfigureAwait(false);
        return run.Id == id ? run : throw new FleetClientException($"asked for run {id}, the fleet tells of another one, {run.Id}");
    }

    private static RunView Verdict(RunView run) => run.State switch
    {
        RunView.Ended => run,
        RunView.Stopped => throw new FleetClientException($"run {run.Id} was stopped before it came to a verdict"),
        _ => throw new FleetClientException($"run {run.Id} has come to no verdict: {run.Failure ?? "it does not say why"}"),
    };

    /// <summary>Stops a run that nobody waits for any more, if that can be done soon.</summary>
    private async Task GiveUpAsync(string id)
    {
        using var soon = new CancellationTokenSource(LongestStop, surroundings.TimeProvider);
        try
        {
            await StopAsync(id, soon.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is OperationCanceledException or FleetClientException { IsAbsent: false })
        {
            var cause = fault is FleetClientException ? VisibleText.MakeVisible(fault.Message) : "it does not answer";
            surroundings.Error.WriteLine($"pipeline: run {id} goes on: {cause}; stop it with {surroundings.Command()} fleet stop {id}{fleet.ViaWords}");
        }
        catch (FleetClientException)
        {
            // It has not begun.
        }
    }
}
