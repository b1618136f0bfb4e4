using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline fleet audit</c> and <c>pipeline fleet compare</c>: what all copies together hold, and from where the holes of each
/// can be filled.</summary>
internal sealed class FleetAuditVerb(Surroundings surroundings)
{
    /// <summary>The verb <c>audit</c>.</summary>
    internal static Command CreateAudit(Surroundings surroundings)
    {
        var command = new Command("audit", "Has each node audit its copy, and tells what is gone and what hangs by one disk.");
        var arguments = new FleetRunArguments(command, surroundings);
        var verdict = FleetVerdictArguments.WithCopies(command);
        return Finish(command, arguments, verdict.Read, surroundings);
    }

    /// <summary>The verb <c>compare</c>.</summary>
    internal static Command CreateCompare(Surroundings surroundings)
    {
        var command = new Command("compare", "Has each node audit its copy, and tells from which node each hole of each copy can be filled.");
        var arguments = new FleetRunArguments(command, surroundings);
        var verdict = FleetVerdictArguments.WithoutCopies(command);
        return Finish(command, arguments, (parsed, faults) => verdict.Read(parsed, faults) with { Fillings = true }, surroundings);
    }

    private static Command Finish(
        Command command,
        FleetRunArguments arguments,
        Func<ParseResult, List<string>, FleetVerdictOptions> readVerdict,
        Surroundings surroundings)
    {
        var output = new FleetOutputArguments(command);
        var verb = new FleetAuditVerb(surroundings);
        command.SetAction((parsed, cancellationToken) =>
        {
            var faults = new List<string>();
            var options = arguments.Read(parsed, faults) with { Verdict = readVerdict(parsed, faults) };
            options = output.Read(parsed, options, faults);
            return faults.Count == 0 ? verb.RunAsync(options, cancellationToken) : throw new UsageException(faults);
        });
        return command;
    }

    /// <summary>Has the fleet audit, and prints what it says.</summary>
    internal Task<int> RunAsync(FleetRunOptions options, CancellationToken cancellationToken) =>
        FleetReport.MakeAsync(options, fleet => KindOf(fleet, options), surroundings, cancellationToken);

    private static string KindOf(FleetView fleet, FleetRunOptions options)
    {
        var kind = FleetErrand.KindOf(fleet, options);
        if (kind == RunView.Shared) FleetReport.CheckShared(options);
        return kind;
    }
}
