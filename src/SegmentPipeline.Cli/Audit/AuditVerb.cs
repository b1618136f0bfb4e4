using System.CommandLine;
using SegmentPipeline.Hosting;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline audit</c>: from a directory tree to a report.</summary>
internal sealed class AuditVerb(Surroundings surroundings, TerminationSignals signals)
{
    private readonly AuditTally _tally = new();

    /// <summary>Why there is no ledger although one was asked for; the report is written all the same.</summary>
    private LedgerException? _unrecorded;

    internal static Command Create(Surroundings surroundings, TerminationSignals signals)
    {
        var command = new Command("audit", "Finds what time an archive covers, where its holes are, and what else its keeper should know.");
        var arguments = new AuditArguments(command);
        var verb = new AuditVerb(surroundings, signals);
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = arguments.Read(parsed, surroundings);
            var causes = arguments.Causes(parsed, surroundings);
            return AuditProfile.RunAsync(arguments.ProfileFile(parsed), options.Quiet ? TextWriter.Null : surroundings.Error, surroundings,
                    () =>
                        verb.RunAsync(
                            options,
                            new AuditExtras(
                                arguments.IsRebuilding(parsed),
                                arguments.IsSameArchive(parsed),
                                arguments.ReportDirectory(parsed),
                                causes),
                            cancellationToken));
        });
        return command;
    }

    /// <summary>Audits and writes the report.</summary>
    /// <returns>The exit code that the summary record carries.</returns>
    internal Task<int> RunAsync(PipelineOptions options, CancellationToken cancellationToken) =>
        RunAsync(options, new AuditExtras(Rebuild: false, SameArchive: false, ReportDirectory: null, Causes: null), cancellationToken);

    private async Task<int> RunAsync(PipelineOptions options, AuditExtras extras, CancellationToken cancellationToken)
    {
        using var destination = ReportDestination.Open(options.Output, surroundings, cancellationToken);
        using var report = extras.ReportDirectory is null
            ? null
            : ReportDirectory.Open(extras.ReportDirectory, surroundings, cancellationToken);
        var archive = surroundings.OpenNamed(options.Root!);
        await using var _ = archive.ConfigureAwait(false);
        using var ledger = options.Ledger is null ? null : OpenLedgerIfThereIsRoom(options, archive.Root, extras);
        if (ledger?.Note is { } note) surroundings.Error.WriteLine($"pipeline: {VisibleText.MakeVisible(note)}");
        IReadOnlyList<ReportDestination> files = ledger is null ? [] : [destination, .. report?.Files ?? []];
        foreach (var file in files) file.KeepDigest();
        using var status = ShowProgress(options) ? StatusLine.On(surroundings) : null;
        var request = options.ToAuditRequest(surroundings.TimeProvider);
        var context = PeerArchives.ContextFor(archive, options.ToAuditContext()) with
        {
            Progress = status is null ? null : new AuditProgressLine(status),
        };
        var writer = CreateWriter(options, destination.Stream, ledger);
        if (report is not null)
        {
            var forPage = report.CreateWriters(FieldsOf(options), (stream, range) =>
                archive.SelectAsync(stream, range, HolePolicy.Allow, cancellationToken));
            writer = new TeeWriter([writer, .. forPage]);
        }

        var records = ledger is null
            ? archive.AuditAsync(request, context, cancellationToken)
            : ledger.AuditAsync(archive, request, context, cancellationToken);
        if (extras.Causes is { } question)
            records = new AuditCauses(question, request, options, surroundings).AddTo(records, cancellationToken);
        try
        {
            var exit = await WriteAsync(records, writer, status).ConfigureAwait(false);

            // A report of half the archive must not stand where last night's whole one does.
            if (exit == ExitCode.BudgetSpent) return exit;
            Commit(destination, report);
            if (_unrecorded is null) RecordReports(ledger, [.. files.Select(file => file.Written).OfType<LedgerReport>()]);
            if (!options.Quiet) destination.Tell(surroundings.Error, $"{_tally}; exit code {exit}");
            if (report is { IsCommitted: true } && !options.Quiet) TellPage(extras.ReportDirectory!);
            if (_tally.HasAuditedNothing) TellNothing(request.Settle);
            return _unrecorded is null ? exit : throw _unrecorded;
        }
        catch (LedgerException) when (_unrecorded is null && _tally.IsWhole)
        {
            Commit(destination, report);
            throw;
        }
    }

    private void TellNothing(TimeSpan settle)
    {
        var now = Timestamp.FromDateTimeOffset(surroundings.TimeProvider.GetUtcNow());
        surroundings.Error.WriteLine(
            $"pipeline: {ReportWords.NothingAudited}; windows end {DurationWords.TextOf(settle)} before now, which is {TimeWords.ToSecond(now)}: see whether that clock is right, and whether the recorders', the filters and the window are"
        );
    }

    private void TellPage(string directory) =>
        surroundings.Error.WriteLine($"The page is {VisibleText.MakeVisible(Path.Combine(directory, ReportDirectory.PageName))}");

    /// <summary>The reports are there, whether the ledger knows what they are or not.</summary>
    private void RecordReports(AuditLedger? ledger, IReadOnlyList<LedgerReport> reports)
    {
        if (ledger is null || reports.Count == 0) return;
        try
        {
            ledger.RecordReports(reports);
        }
        catch (LedgerException cause)
        {
            surroundings.Error.WriteLine(
                $"pipeline: the digests of the reports cannot be kept: {VisibleText.MakeVisible(cause.Message)}");
        }
    }

    private static void Commit(ReportDestination destination, ReportDirectory? report)
    {
        report?.Commit();
        destination.Commit();
    }

    private static RecordFields FieldsOf(PipelineOptions options) => options.Deterministic ? RecordFields.Deterministic : RecordFields.All;

    /// <summary>A disk that has no room for the ledger is no reason to have no report; that nothing was recorded is told at its end, with
    /// exit code 2.</summary>
    private AuditLedger? OpenLedgerIfThereIsRoom(PipelineOptions options, string root, AuditExtras extras)
    {
        const int full = 13, io = 10; // SQLITE_FULL, SQLITE_IOERR
        try
        {
            return OpenLedger(options, root, extras);
        }
        catch (LedgerException fault) when (fault.InnerException is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: full or io })
        {
            _unrecorded = fault;
            return null;
        }
    }

    private AuditLedger OpenLedger(PipelineOptions options, string root, AuditExtras extras) => AuditLedger.Open(
        Path.GetFullPath(options.Ledger!, surroundings.Directory),
        root,
        new AuditLedgerOptions
        {
            TimeProvider = surroundings.TimeProvider,
            Budget = options.Budget,
            Retention = options.Retention,
            Rebuild = extras.Rebuild,
            SameArchive = extras.SameArchive,
        });

    private async Task<int> WriteAsync(IAsyncEnumerable<AuditRecord> records, IRecordWriter writer, StatusLine? status)
    {
        var outcome = AuditOutcome.Failed;
        var hasBegun = false;
        try
        {
            await foreach (var record in records.ConfigureAwait(false))
            {
                hasBegun = true;
                var written = record is SummaryRecord summary ? Concluded(summary) : record;
                outcome = (written as SummaryRecord)?.Outcome ?? outcome;
                _tally.Add(written);
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
        return ExitCode.CodeFor(outcome);
    }

    /// <summary>The library does not know which signal cancelled it; the exit code does.</summary>
    private SummaryRecord Concluded(SummaryRecord summary) =>
        _unrecorded is not null ? summary with { Outcome = AuditOutcome.Failed }
        : !summary.Complete && signals.Token.IsCancellationRequested ? summary with { Outcome = ExitCode.OutcomeFor(signals.ExitCode) }
        : summary;

    private IRecordWriter CreateWriter(PipelineOptions options, Stream stream, AuditLedger? ledger)
    {
        var fields = FieldsOf(options);
        return options.Format switch
        {
            ReportFormat.Ndjson => new NdjsonRecordWriter(stream, fields),
            ReportFormat.Json => new JsonRecordWriter(stream, fields),
            ReportFormat.Csv => new CsvRecordWriter(stream),
            ReportFormat.Parquet => new ParquetRecordWriter(stream, fields),
            _ => new TextReport(
                stream,
                options.Output is null ? surroundings.OutputScreen : Screen.None,
                new ReportNotes(
                    options.FailOn,
                    options.Deterministic,
                    ledger is null ? null : () => ledger.RunsWithoutStreams(2, kind: LedgerRunKind.Audit))),
        };
    }

    /// <summary>Not on a terminal that the records go to meanwhile.</summary>
    private bool ShowProgress(PipelineOptions options) =>
        !options.Quiet && (options.Output is not null || options.Format == ReportFormat.Text || surroundings.OutputScreen == Screen.None);
}

/// <summary>What only the command line of an audit can say.</summary>
/// <param name="Rebuild">Whether the ledger is started over.</param>
/// <param name="SameArchive">Whether the archive is the ledger's, whatever it holds.</param>
/// <param name="ReportDirectory">Where the page goes, or null.</param>
/// <param name="Causes">What was asked about where losses came from, or null.</param>
internal readonly record struct AuditExtras(bool Rebuild, bool SameArchive, string? ReportDirectory, CauseQuestion? Causes);
