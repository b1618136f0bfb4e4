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
    internal async Task<int> RunAsync(FleetRunOptions options, CancellationToken cancellationToken)
    {
        using var destination = ReportDestination.Open(options.Output, surroundings, cancellationToken);
        var errand = await FleetErrand
            .DoAsync(options, fleet => KindOf(fleet, options), surroundings, cancellationToken)
            .ConfigureAwait(false);
        await using var _ = errand.ConfigureAwait(false);
        var exit = errand.Run.Kind == RunView.Shared
            ? await PrintSharedAsync(options, errand, destination.Stream, cancellationToken).ConfigureAwait(false)
            : await PrintAsync(options, errand, destination.Stream, cancellationToken).ConfigureAwait(false);
        destination.Commit();
        if (!options.Quiet) destination.Tell(surroundings.Error, $"run {errand.Run.Id}; exit code {exit}");
        return exit;
    }

    private static string KindOf(FleetView fleet, FleetRunOptions options)
    {
        var kind = FleetErrand.KindOf(fleet, options);
        if (kind == RunView.Shared) CheckShared(options);
        return kind;
    }

    /// <summary>An archive that several nodes mount is one copy.</summary>
    private static void CheckShared(FleetRunOptions options)
    {
        if (options.Verdict != new FleetVerdictOptions())
            throw new UsageException("--archive: it is one archive that several nodes share, and has no copies to compare");
        if (options.Format == CopyFormat.Csv)
            throw new UsageException("--format: the report of an archive that several nodes share comes as text, ndjson or json");
    }

    private Screen ScreenOf(FleetRunOptions options) => options.Output is null ? surroundings.OutputScreen : Screen.None;

    private async Task<int> PrintAsync(
        FleetRunOptions options, FleetErrand errand, Stream destination, CancellationToken cancellationToken)
    {
        using var printer = options.Format == CopyFormat.Text
            ? new FleetText(destination, ScreenOf(options), errand.Heading)
            : FleetPrinter.Create(options.Format, destination);
        var records = options.Format == CopyFormat.Ndjson ? new CopiedStream(errand.Records, destination) : errand.Records;
        var exit = await FleetRecords
            .ReadAsync(records, record => printer.WriteAsync(record, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        await printer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return exit;
    }

    private async Task<int> PrintSharedAsync(
        FleetRunOptions options, FleetErrand errand, Stream destination, CancellationToken cancellationToken)
    {
        CheckShared(options);
        var report = new SharedReport(errand.Records);
        return options.Format switch
        {
            CopyFormat.Ndjson => await report.CopyAsync(destination, cancellationToken).ConfigureAwait(false),
            CopyFormat.Json => await report.CopyAsJsonAsync(destination, cancellationToken).ConfigureAwait(false),
            _ => await report.WriteAsync(
                new TextReport(destination, ScreenOf(options), new ReportNotes(FailOn.Hole, IsDeterministic: false)),
                cancellationToken).ConfigureAwait(false),
        };
    }
}
