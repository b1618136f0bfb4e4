using System.CommandLine;
using System.Text;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline history</c>: what a ledger holds.</summary>
internal sealed class HistoryVerb(Surroundings surroundings)
{
    internal static Command Create(Surroundings surroundings)
    {
        var verb = new HistoryVerb(surroundings);
        var history = new Command("history", "Shows the audits, fillings and verifications that a ledger has recorded, with their figures.");
        var ofRuns = HistoryArguments.OfRuns(history);
        history.SetAction((parsed, cancellationToken) =>
        {
            var options = ofRuns.Read(parsed, surroundings);
            return options.Verify ? verb.ProveAsync(options, cancellationToken) : verb.PrintRunsAsync(options, cancellationToken);
        });
        var holes = new Command("holes", "Shows every hole that there ever was, and its life span.");
        var ofHoles = HistoryArguments.OfHoles(holes);
        holes.SetAction((parsed, cancellationToken) => verb.PrintHolesAsync(ofHoles.Read(parsed, surroundings), cancellationToken));
        history.Add(holes);
        return history;
    }

    private async Task<int> PrintRunsAsync(HistoryOptions options, CancellationToken cancellationToken)
    {
        using var ledger = AuditLedger.OpenForReading(options.Ledger);
        var runs = ledger.RunsWithoutStreams(options.Runs, options.Stream, options.Kind);
        using var destination = ReportDestination.Open(null, surroundings, cancellationToken);
        switch (options.Format)
        {
            case HistoryFormat.Json:
                await HistoryJson
                    .WriteRunsAsync(destination.Stream, runs, run => ledger.StreamsOf(run.Id, options.Stream), cancellationToken)
                    .ConfigureAwait(false);
                break;
            case HistoryFormat.Csv: HistoryCsv.WriteRuns(destination.Stream, runs); break;
            default:
                var shown = options.Stream is null ? runs : ledger.Runs(options.Runs, options.Stream, options.Kind);
                await WritePageAsync(
                    destination.Stream, (page, screen) => HistoryPages.AddRuns(page, shown, options.Stream, screen), cancellationToken)
                    .ConfigureAwait(false);
                break;
        }

        return ExitCode.Success;
    }

    /// <returns>0 if all is as it was written down, else 1.</returns>
    private async Task<int> ProveAsync(HistoryOptions options, CancellationToken cancellationToken)
    {
        using var ledger = AuditLedger.OpenForReading(options.Ledger);
        var proof = ledger.Prove(options.Reports);
        using var destination = ReportDestination.Open(null, surroundings, cancellationToken);
        foreach (var line in ProofText.Lines(proof, options.Reports is not null))
            await destination.Stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), cancellationToken).ConfigureAwait(false);
        await destination.Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        return proof.Doubts.Count == 0 ? ExitCode.Success : ExitCode.Findings;
    }

    private async Task<int> PrintHolesAsync(HistoryOptions options, CancellationToken cancellationToken)
    {
        using var ledger = AuditLedger.OpenForReading(options.Ledger);
        var holes = ledger.Findings(new LedgerFindingFilter { Stream = options.Stream });
        using var destination = ReportDestination.Open(null, surroundings, cancellationToken);
        switch (options.Format)
        {
            case HistoryFormat.Json:
                await HistoryJson.WriteHolesAsync(destination.Stream, holes, cancellationToken).ConfigureAwait(false);
                break;
            case HistoryFormat.Csv: HistoryCsv.WriteHoles(destination.Stream, holes); break;
            default:
                await WritePageAsync(destination.Stream, (page, screen) => HistoryPages.AddHoles(page, holes, screen), cancellationToken)
                    .ConfigureAwait(false);
                break;
        }

        return ExitCode.Success;
    }

    private async ValueTask WritePageAsync(Stream stream, Action<ReportPage, Screen> add, CancellationToken cancellationToken)
    {
        using var page = new ReportPage(stream, surroundings.OutputScreen);
        add(page, surroundings.OutputScreen);
        await page.EndAsync(cancellationToken).ConfigureAwait(false);
    }
}
