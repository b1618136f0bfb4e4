using System.CommandLine;
using System.Runtime.Versioning;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline fill</c>: fetches what is missing here from other copies.</summary>
internal sealed class FillVerb(Surroundings surroundings)
{
    internal static Command Create(Surroundings surroundings)
    {
        var command = new Command("fill", "Fetches what is missing here from other copies, verifies it, and adds it to the archive.");
        var arguments = new FillArguments(command, surroundings);
        var verb = new FillVerb(surroundings);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(arguments.Read(parsed), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(FillOptions options, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux()) throw new FillException("an archive can be filled on Linux only");
        var archive = surroundings.OpenNamed(options.Root, options.Request.Copies.Tolerance);
        await using var _ = archive.ConfigureAwait(false);
        var replicas = options.Replicas
            .Select(named => ReplicaArguments.Open(named, surroundings, options.Request.Copies.Tolerance))
            .ToList();
        ReplicaArguments.TellOfSame(archive, replicas, surroundings.Error);
        var ledger = options is { Ledger: { } path, Request.DryRun: false }
            ? new FillLedger(path, archive.Root, options.Request.Copies.Tolerance, surroundings.TimeProvider)
            : null;
        ledger?.Check();
        using var destination = ReportDestination.Open(null, surroundings, cancellationToken);
        using var printer = options.Format == CopyFormat.Text
            ? new FillText(destination.Stream, surroundings.OutputScreen)
            : CopyPrinter.Create(options.Format, destination.Stream, surroundings.OutputScreen);
        using var status = options.Quiet ? null : StatusLine.On(surroundings);
        var filler = new ArchiveFiller(archive, replicas, options.Request)
        {
            Progress = status is null ? null : new FillProgressLine(status),
        };
        try
        {
            var exit = ExitCode.Failure;
            for (var hasFilled = false; ; hasFilled = true)
            {
                try
                {
                    var pass = filler.WithRequest(RequestOf(options));
                    exit = await PassAsync(pass, printer, ledger, cancellationToken).ConfigureAwait(false) ?? exit;
                }
                catch (Exception fault) when (options.Watch is not null && MayPass(fault, hasFilled))
                {
                    status?.Clear();
                    surroundings.Error.WriteLine($"pipeline: {VisibleText.MakeVisible(fault.Message)}");
                }

                if (options.Watch is not { } pause) return exit;
                await LongDelay.WaitAsync(pause, surroundings.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            status?.Dispose();
            await printer.CompleteAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Whether a watch goes on after a pass that failed: what was an archive may be one again, and have room again.</summary>
    private static bool MayPass(Exception fault, bool hasFilled) =>
        fault is FillException { MayPass: true } || (hasFilled && fault is FillException or AuditFailedException);

    private static FillRequest RequestOf(FillOptions options)
    {
        var request = options.Request with { Copies = options.Scope.ToRequest() };
        return options is { Quarantine: { } quarantine, Ledger: { } ledger }
            ? request with { Quarantine = quarantine, Replace = KnownCorrupt.Read(ledger, request.Copies) }
            : request;
    }

    /// <summary>Fills once.</summary>
    /// <returns>The exit code; null if there is none.</returns>
    [SupportedOSPlatform("linux")]
    private static async Task<int?> PassAsync(
        ArchiveFiller filler,
        CopyPrinter printer,
        FillLedger? ledger,
        CancellationToken cancellationToken)
    {
        int? exit = null;
        var isRecorded = false;
        ledger?.Begin();
        try
        {
            await foreach (var record in filler.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                if (record is FilledRecord end) exit = end.Exit;
                ledger?.Add(record);
                await printer.WriteAsync(record, CancellationToken.None).ConfigureAwait(false);
            }

            if (ledger is not null) await ledger.RecordAsync(cancellationToken).ConfigureAwait(false);
            isRecorded = true;
        }
        finally
        {
            // What was published stays, so the ledger knows of it too, unless somebody holds it: who has stopped it does not wait.
            if (!isRecorded && ledger is not null) ledger.RecordUnfinished(cancellationToken.IsCancellationRequested);
        }

        return exit;
    }
}
