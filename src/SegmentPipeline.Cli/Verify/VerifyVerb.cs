using System.CommandLine;
using SegmentPipeline.Hosting;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline verify</c>: what the files of an archive really hold.</summary>
internal sealed class VerifyVerb(Surroundings surroundings, TerminationSignals signals)
{
    internal static Command Create(Surroundings surroundings, TerminationSignals signals)
    {
        var command = new Command("verify", "Reads files, and finds those that are not what their names promise, or no sound video.");
        var arguments = new VerifyArguments(command, surroundings);
        var verb = new VerifyVerb(surroundings, signals);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(arguments.Read(parsed), cancellationToken));
        return command;
    }

    private Task<int> RunAsync(VerifyOptions options, CancellationToken cancellationToken) => options.Root is { } root
        ? VerifyArchiveAsync(root, options, cancellationToken)
        : VerifyFilesAsync(options, cancellationToken);

    private async Task<int> VerifyArchiveAsync(string root, VerifyOptions options, CancellationToken cancellationToken)
    {
        using var destination = ReportDestination.Open(options.Output.File, surroundings, cancellationToken);
        using var report = options.Output.Report is { } directory
            ? VerifyReport.Open(directory, surroundings, cancellationToken)
            : null;
        var archive = surroundings.OpenNamed(root, options.Request.Tolerance);
        await using var _ = archive.ConfigureAwait(false);
        using var status = ShowsProgress(options.Output) ? StatusLine.On(surroundings) : null;
        using var ledger = VerifyLedger.Open(options, archive.Root, surroundings, cancellationToken);
        using var printer = CreatePrinter(options.Output, destination.Stream);
        var context = new VerificationContext
        {
            Parallelism = options.Parallelism,
            Progress = new VerifyProgressTee(ledger, status is null ? null : new VerifyProgressLine(status)),
            Memory = ledger?.Contents,
            TimeProvider = surroundings.TimeProvider,
        };
        List<VerifyPrinter> printers = [printer, .. report?.Printers ?? []];
        if (ledger is not null) printers.Add(ledger);
        var records = archive.VerifyAsync(options.Request, context, cancellationToken);
        var exit = await WriteAsync(records, printers, status).ConfigureAwait(false);
        report?.Commit();
        destination.Commit();
        if (!options.Output.Quiet) destination.Tell(surroundings.Error, $"exit code {exit}");
        if (report is not null && !options.Output.Quiet) report.Tell(surroundings.Error);
        return exit;
    }

    private async Task<int> WriteAsync(
        IAsyncEnumerable<VerificationRecord> records, IReadOnlyList<VerifyPrinter> printers, StatusLine? status)
    {
        var exit = ExitCode.Failure;
        var hasBegun = false;
        try
        {
            await foreach (var record in records.ConfigureAwait(false))
            {
                hasBegun = true;
                var written = record is VerificationSummaryRecord summary ? Concluded(summary) : record;
                if (written is VerificationSummaryRecord end) exit = ExitCode.CodeFor(end.Outcome);
                foreach (var printer in printers) await printer.WriteAsync(written, CancellationToken.None).ConfigureAwait(false);
            }
        }
        finally
        {
            // The records end with their summary also if the run does not come to its end.
            status?.Dispose();
            foreach (var printer in hasBegun ? printers : []) await printer.CompleteAsync(CancellationToken.None).ConfigureAwait(false);
        }

        return exit;
    }

    private async Task<int> VerifyFilesAsync(VerifyOptions options, CancellationToken cancellationToken)
    {
        using var destination = ReportDestination.Open(options.Output.File, surroundings, cancellationToken);
        using var printer = CreatePrinter(options.Output, destination.Stream);
        var states = new HashSet<SingleFileState>();
        var paths = options.Files.Select(file => Path.GetFullPath(file, surroundings.Directory)).ToList();
        var at = 0;
        await foreach (var record in FileVerification.VerifyAsync(paths, options.Request.Level, cancellationToken).ConfigureAwait(false))
        {
            states.Add(record.State);
            await printer.WriteAsync(record with { Path = options.Files[at++] }, CancellationToken.None).ConfigureAwait(false);
        }

        await printer.CompleteAsync(CancellationToken.None).ConfigureAwait(false);
        destination.Commit();
        if (states.Contains(SingleFileState.Unreadable) || states.Contains(SingleFileState.Vanished)) return ExitCode.Incomplete;
        var fails = states.Contains(SingleFileState.Corrupt) && options.Output.FailOn != VerificationFailOn.None;
        return fails ? ExitCode.Findings : ExitCode.Success;
    }

    private VerifyPrinter CreatePrinter(VerifyOutput output, Stream stream) => VerifyPrinter.Create(
        output.Format,
        stream,
        () => new VerifyText(stream, output.File is null ? surroundings.OutputScreen : Screen.None, surroundings.Command()));

    /// <summary>The library does not know which signal cancelled it; the exit code does.</summary>
    private VerificationSummaryRecord Concluded(VerificationSummaryRecord summary) =>
        summary.Outcome == AuditOutcome.Interrupted && signals.Token.IsCancellationRequested
            ? summary with { Outcome = ExitCode.OutcomeFor(signals.ExitCode) }
            : summary;

    /// <summary>Not on a terminal that the records go to meanwhile.</summary>
    private bool ShowsProgress(VerifyOutput output) =>
        !output.Quiet && (output.File is not null || output.Format == ReportFormat.Text || surroundings.OutputScreen == Screen.None);
}
