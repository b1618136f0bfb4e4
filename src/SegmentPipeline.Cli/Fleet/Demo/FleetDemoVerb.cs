using System.CommandLine;
using System.Text;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline fleet demo</c>: three nodes on this machine, their verdict, and that of the two that are left when one
/// dies.</summary>
internal sealed class FleetDemoVerb(Surroundings surroundings)
{
    internal static Command Create(Surroundings surroundings)
    {
        var command = new Command("demo", "Starts three nodes with three copies on this machine, tells what they hold, kills one, and tells it again.");
        command.SetAction((_, cancellationToken) => new FleetDemoVerb(surroundings).RunAsync(cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (FleetHost.Fault is { } fault) throw new FleetClientException(fault);
        await PrintAsync("Starting three nodes, each with its own copy of an archive of three hours …", cancellationToken).ConfigureAwait(false);
        using var fleet = await DemoFleet.StartAsync(surroundings, cancellationToken).ConfigureAwait(false);
        var (first, last) = (fleet.Nodes[0], fleet.Nodes[^1]);
        var before = await AuditAsync(first, cancellationToken).ConfigureAwait(false);
        await PrintAsync($"\nNow {last.Name} dies: kill -9 {last.Id}", cancellationToken).ConfigureAwait(false);
        last.Kill();
        var after = await AuditAsync(first, cancellationToken).ConfigureAwait(false);
        await PrintAsync("\nAll of it is cleaned up. docs/fleet.md says how to make a fleet of machines.", cancellationToken).ConfigureAwait(false);
        return (before, after) == (ExitCode.Findings, ExitCode.Incomplete) ? ExitCode.Success : ExitCode.Failure;
    }

    private async Task<int> AuditAsync(DemoNode node, CancellationToken cancellationToken)
    {
        await PrintAsync($"\n$ {surroundings.Command()} fleet audit --via {node.Url}", cancellationToken).ConfigureAwait(false);
        var options = new FleetRunOptions { Via = [ViaAddress.Parse(node.Url)] };
        var exit = await new FleetAuditVerb(surroundings).RunAsync(options, cancellationToken).ConfigureAwait(false);
        await PrintAsync($"It ends with exit code {exit}.", cancellationToken).ConfigureAwait(false);
        return exit;
    }

    private async Task PrintAsync(string line, CancellationToken cancellationToken)
    {
        using var destination = ReportDestination.Open(null, surroundings, cancellationToken);
        await destination.Stream.WriteAsync(Encoding.UTF8.GetBytes($"{line}\n"), cancellationToken).ConfigureAwait(false);
    }
}
