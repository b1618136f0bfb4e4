using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline fleet watch</c>: how the fleet goes, until it is stopped.</summary>
internal sealed class FleetWatchVerb(Surroundings surroundings)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    internal static Command Create(Surroundings surroundings)
    {
        var command = new Command("watch", "Shows the nodes and the newest run until it is stopped; without a terminal, a line a change.");
        var via = new ViaOption(command);
        var verb = new FleetWatchVerb(surroundings);
        command.SetAction((parsed, cancellationToken) =>
        {
            var faults = new List<string>();
            var nodes = via.Read(parsed, faults);
            return faults.Count == 0 ? verb.RunAsync(nodes, cancellationToken) : throw new UsageException(faults);
        });
        return command;
    }

    /// <summary>Never ends by itself, once somebody has answered.</summary>
    private async Task<int> RunAsync(IReadOnlyList<ViaAddress> nodes, CancellationToken cancellationToken)
    {
        using var destination = ReportDestination.Open(null, surroundings, cancellationToken);
        var runs = new FleetRuns(FleetClient.Create(nodes, surroundings.TimeProvider), surroundings);
        var watch = FleetWatch.Create(destination.Stream, surroundings);
        for (var hasBegun = false; ; hasBegun = true)
        {
            try
            {
                var fleet = await runs.ShowAsync(cancellationToken).ConfigureAwait(false);
                var running = fleet.Runs.FirstOrDefault(run => run.IsRunning);
                var run = running is null ? null : await runs.FindAsync(running.Id, cancellationToken).ConfigureAwait(false);
                await watch.ShowAsync(fleet, run, cancellationToken).ConfigureAwait(false);
            }
            catch (FleetClientException fault) when (hasBegun)
            {
                await watch.ShowFaultAsync(fault.Message, cancellationToken).ConfigureAwait(false);
            }

            await LongDelay.WaitAsync(Pause, surroundings.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
