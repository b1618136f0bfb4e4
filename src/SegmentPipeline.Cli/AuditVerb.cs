using System.CommandLine;
using SegmentPipeline.Hosting;
using SegmentPipeline.Records;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline audit</c>: from a directory tree to a report.</summary>
internal sealed class AuditVerb(Surroundings surroundings, TerminationSignals signals)
{
    internal static Command Create(Surroundings surroundings, TerminationSignals signals)
    {
        var command = new Command("audit", "Finds what time an archive covers, where its holes are, and what else its keeper should know.");
        var arguments = new AuditArguments(command);
        var verb = new AuditVerb(surroundings, signals);
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = arguments.Read(parsed, surroundings);
            return AuditProfile.RunAsync(arguments.ProfileFile(parsed), surroundings, () => verb.RunAsync(options, cancellationToken));
        });
        return command;
    }

    /// <summary>Audits and writes the report.</summary>
    /// <returns>The exit code that the summary record carries.</returns>
    internal async Task<int> RunAsync(PipelineOptions options, CancellationToken cancellationToken)
    {
        using var destination = ReportDestination.Open(options.Output, surroundings);
        var archive = surroundings.OpenArchive(
            Path.GetFullPath(options.Root!, surroundings.Directory),
            new SegmentArchiveOptions { TimeProvider = surroundings.TimeProvider });
        await using var _ = archive.ConfigureAwait(false);
        using var status = ShowProgress(options) ? StatusLine.On(surroundings) : null;
        var request = options.ToAuditRequest() with { Progress = status is null ? null : new AuditProgressLine(status) };
        var writer = CreateWriter(options, destination.Stream);
        var exit = await WriteAsync(archive.AuditAsync(request, cancellationToken), writer, status).ConfigureAwait(false);
        destination.Commit();
        return exit;
    }

    private async Task<int> WriteAsync(IAsyncEnumerable<AuditRecord> records, IRecordWriter writer, StatusLine? status)
    {
        var exit = ExitCode.Failure;
        var hasBegun = false;
        try
        {
            await foreach (var record in records.ConfigureAwait(false))
            {
                hasBegun = true;
                var written = record is SummaryRecord summary ? Concluded(summary) : record;
                exit = (written as SummaryRecord)?.Exit ?? exit;
                await writer.WriteAsync(written, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (hasBegun && fault is not ReportException)
        {
            // The records end with their summary even so; the report says how far it came.
            status?.Dispose();
            await writer.CompleteAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        status?.Dispose();
        await writer.CompleteAsync(CancellationToken.None).ConfigureAwait(false);
        return exit;
    }

    /// <summary>The library does not know which signal cancelled it; the exit code does.</summary>
    private SummaryRecord Concluded(SummaryRecord summary) =>
        !summary.Complete && signals.Token.IsCancellationRequested ? summary with { Exit = signals.ExitCode } : summary;

    private IRecordWriter CreateWriter(PipelineOptions options, Stream stream)
    {
        var fields = options.Deterministic ? RecordFields.Deterministic : RecordFields.All;
        return options.Format switch
        {
            ReportFormat.Ndjson => new NdjsonRecordWriter(stream, fields),
            ReportFormat.Json => new JsonRecordWriter(stream, fields),
            ReportFormat.Csv => new CsvRecordWriter(stream),
            _ => new TextReport(
                stream,
                options.Output is null ? surroundings.OutputScreen : Screen.None,
                new ReportNotes(options.FailOn, options.Deterministic)),
        };
    }

    /// <summary>Not on a terminal that the records go to meanwhile.</summary>
    private bool ShowProgress(PipelineOptions options) =>
        !options.Quiet && (options.Output is not null || options.Format == ReportFormat.Text || surroundings.OutputScreen == Screen.None);
}
