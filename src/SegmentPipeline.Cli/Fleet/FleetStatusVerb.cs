using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary>How the state of a fleet is printed.</summary>
internal enum FleetStatusFormat
{
    Text,
    Json,
}

/// <summary><c>pipeline fleet status</c>: which nodes live, and what the fleet was asked.</summary>
internal sealed class FleetStatusVerb(Surroundings surroundings)
{
    internal static Command Create(Surroundings surroundings)
    {
        var command = new Command("status", "Shows which nodes live, and the newest runs.");
        var via = new ViaOption(command);
        var format = new Option<string?>("--format") { HelpName = "text|json", Description = "For people, or one JSON document. [text]" };
        command.Add(format);
        var verb = new FleetStatusVerb(surroundings);
        command.SetAction((parsed, cancellationToken) =>
        {
            var faults = new List<string>();
            var nodes = via.Read(parsed, faults);
            var chosen = VerifyWords.Read(parsed, format, FleetStatusFormat.Text, faults);
            return faults.Count == 0 ? verb.RunAsync(nodes, chosen, cancellationToken) : throw new UsageException(faults);
        });
        return command;
    }

    private async Task<int> RunAsync(IReadOnlyList<ViaAddress> nodes, FleetStatusFormat format, CancellationToken cancellationToken)
    {
        var runs = new FleetRuns(FleetClient.Create(nodes, surroundings.TimeProvider), surroundings);
        using var destination = ReportDestination.Open(null, surroundings, cancellationToken);
        var fleet = await runs.ShowAsync(cancellationToken).ConfigureAwait(false);
        if (format == FleetStatusFormat.Json) await destination.Stream.WriteAsync(fleet.Json, cancellationToken).ConfigureAwait(false);
        else await PrintAsync(destination.Stream, fleet, cancellationToken).ConfigureAwait(false);
        destination.Commit();
        return fleet.Nodes.All(node => node.IsLiving) ? ExitCode.Success : ExitCode.Incomplete;
    }

    private async Task PrintAsync(Stream stream, FleetView fleet, CancellationToken cancellationToken)
    {
        using var page = new ReportPage(stream, surroundings.OutputScreen);
        FleetStatusText.AddTo(page, surroundings.OutputScreen, fleet);
        await page.EndAsync(cancellationToken).ConfigureAwait(false);
    }
}
