using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline fleet stop ID</c>: stops a run.</summary>
internal static class FleetStopVerb
{
    internal static Command Create(Surroundings surroundings)
    {
        var command = new Command("stop", "Stops a run of the fleet.");
        var id = new Argument<string>("ID") { Description = "The run, as fleet status shows it." };
        command.Add(id);
        var via = new ViaOption(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var faults = new List<string>();
            var nodes = via.Read(parsed, faults);
            var run = parsed.GetRequiredValue(id);
            if (!FleetRunId.IsId(run)) faults.Add($"{id.Name}: '{run}' is no id of a run");
            if (faults.Count > 0) throw new UsageException(faults);
            var runs = new FleetRuns(FleetClient.Create(nodes, surroundings.TimeProvider), surroundings);
            var stopped = await runs.StopAsync(run, cancellationToken).ConfigureAwait(false);
            await parsed.InvocationConfiguration.Output
                .WriteLineAsync($"run {stopped.Id}: {VisibleText.MakeVisible(stopped.State)}").ConfigureAwait(false);
            return ExitCode.Success;
        });
        return command;
    }
}
