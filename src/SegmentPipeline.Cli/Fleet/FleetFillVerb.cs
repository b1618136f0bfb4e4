using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline fleet fill --dry-run</c>: what each node should fetch from which others. Each node fills by itself.</summary>
internal sealed class FleetFillVerb(Surroundings surroundings)
{
    internal static Command Create(Surroundings surroundings)
    {
        var command = new Command("fill", "Tells, node by node, what to fetch from whom, and the command line that does it there.");
        var arguments = new FleetRunArguments(command, surroundings);
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be fetched; without it nothing is done." };
        var quiet = new Option<bool>("--quiet") { Description = "Show no progress." };
        command.Add(dryRun);
        command.Add(quiet);
        var verb = new FleetFillVerb(surroundings);
        command.SetAction((parsed, cancellationToken) =>
        {
            var faults = new List<string>();
            var options = arguments.Read(parsed, faults) with
            {
                Verdict = new FleetVerdictOptions { Fillings = true },
                Quiet = parsed.GetValue(quiet),
            };
            if (!parsed.GetValue(dryRun))
                faults.Add("each node fills its own copy, by pipeline fill there or by \"fill\" of its host; write --dry-run to be told what it would fetch");
            return faults.Count == 0 ? verb.RunAsync(options, cancellationToken) : throw new UsageException(faults);
        });
        return command;
    }

    private async Task<int> RunAsync(FleetRunOptions options, CancellationToken cancellationToken)
    {
        using var destination = ReportDestination.Open(null, surroundings, cancellationToken);
        var errand = await FleetErrand
            .DoAsync(options, fleet => CheckKind(FleetErrand.KindOf(fleet, options)), surroundings, cancellationToken)
            .ConfigureAwait(false);
        await using var _ = errand.ConfigureAwait(false);
        CheckKind(errand.Run.Kind);
        var plan = new FillPlan();
        var exit = await errand
            .ReadAsync(() => FleetRecords.ReadAsync(errand.Records, plan.AddAsync, cancellationToken))
            .ConfigureAwait(false);
        using var page = new ReportPage(destination.Stream, surroundings.OutputScreen);
        new FillPlanText(plan, errand.Fleet, options).AddTo(page, surroundings.OutputScreen);
        await page.EndAsync(cancellationToken).ConfigureAwait(false);
        return exit;
    }

    private static string CheckKind(string kind) => kind == RunView.Copies
        ? kind
        : throw new UsageException("only a run over copies tells from where they can be filled");
}
