namespace SegmentPipeline.Cli;

/// <summary>Has the fleet do something, and writes the records of that, in whichever format.</summary>
internal static class FleetReport
{
    /// <summary>Does both.</summary>
    /// <param name="options">What the fleet is asked for, and where the records go.</param>
    /// <param name="kindOf">What kind of run that is.</param>
    /// <param name="surroundings">What the command has around it.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The exit code that stands in the records.</returns>
    internal static async Task<int> MakeAsync(
        FleetRunOptions options, Func<FleetView, string> kindOf, Surroundings surroundings, CancellationToken cancellationToken)
    {
        using var destination = ReportDestination.Open(options.Output, surroundings, cancellationToken);
        var errand = await FleetErrand.DoAsync(options, kindOf, surroundings, cancellationToken).ConfigureAwait(false);
        await using var _ = errand.ConfigureAwait(false);
        var screen = options.Output is null ? surroundings.OutputScreen : Screen.None;
        var exit = await errand
            .ReadAsync(() => PrintAsync(options, errand, destination.Stream, screen, cancellationToken))
            .ConfigureAwait(false);
        destination.Commit();
        if (!options.Quiet) destination.Tell(surroundings.Error, $"run {errand.Run.Id}; exit code {exit}");
        return exit;
    }

    /// <summary>Refuses what the report of an archive that several nodes mount cannot be.</summary>
    /// <exception cref="UsageException">It is asked for that.</exception>
    internal static void CheckShared(FleetRunOptions options)
    {
        if (options.Verdict != new FleetVerdictOptions())
            throw new UsageException("an archive that several nodes share is one copy: there is nothing to compare");
        if (options.Format == CopyFormat.Csv)
            throw new UsageException("--format: the report of an archive that several nodes share comes as text, ndjson or json");
    }

    private static Task<int> PrintAsync(
        FleetRunOptions options, FleetErrand errand, Stream destination, Screen screen, CancellationToken cancellationToken) =>
        errand.Run.Kind == RunView.Shared
            ? PrintSharedAsync(options, errand, destination, screen, cancellationToken)
            : PrintRecordsAsync(options, errand, destination, screen, cancellationToken);

    private static async Task<int> PrintRecordsAsync(
        FleetRunOptions options, FleetErrand errand, Stream destination, Screen screen, CancellationToken cancellationToken)
    {
        using FleetPrinter printer = options.Format != CopyFormat.Text ? FleetPrinter.Create(options.Format, destination)
            : errand.Run.Kind == RunView.Verify ? new FleetContentsText(destination, screen, errand.Heading)
            : new FleetText(destination, screen, errand.Heading);
        var records = options.Format == CopyFormat.Ndjson ? new CopiedStream(errand.Records, destination) : errand.Records;
        var exit = await FleetRecords
            .ReadAsync(records, record => printer.WriteAsync(record, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        await printer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return exit;
    }

    private static async Task<int> PrintSharedAsync(
        FleetRunOptions options, FleetErrand errand, Stream destination, Screen screen, CancellationToken cancellationToken)
    {
        CheckShared(options);
        var report = new SharedReport(errand.Records);
        var notes = new ReportNotes(FailOn.Hole, IsDeterministic: false);
        return options.Format switch
        {
            CopyFormat.Ndjson => await report.CopyAsync(destination, cancellationToken).ConfigureAwait(false),
            CopyFormat.Json => await report.CopyAsJsonAsync(destination, cancellationToken).ConfigureAwait(false),
            _ => await report.WriteAsync(new TextReport(destination, screen, notes), cancellationToken).ConfigureAwait(false),
        };
    }
}
