using System.CommandLine;
using SegmentPipeline.Synthesis;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline generate</c>: a synthetic archive with known faults.</summary>
internal sealed class GenerateVerb(Surroundings surroundings)
{
    internal static Command Create(Surroundings surroundings)
    {
        var command = new Command(
            "generate",
            "Lays out a synthetic archive that looks like a recorder's, with a list of the faults planted in it.");
        var arguments = new GenerateArguments(command);
        var verb = new GenerateVerb(surroundings);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (directory, options) = arguments.Read(parsed);
            await verb.RunAsync(directory, options, cancellationToken).ConfigureAwait(false);
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>Lays the archive out and says what is there.</summary>
    internal async Task RunAsync(string directory, SyntheticArchiveOptions options, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(directory, surroundings.Directory);
        var summary = await WriteAsync(path, options, cancellationToken).ConfigureAwait(false);
        using var destination = ReportDestination.Open(null, surroundings, cancellationToken);
        using var page = new ReportPage(destination.Stream, surroundings.OutputScreen);
        page.AddLine(
            $"Laid out [bold]{ReportPage.Safe(path)}[/]: {Plural.TextOf(summary.Files, "file")} in {Plural.TextOf(summary.Streams, "stream")}."
        );
        page.AddLine(
            $"{Plural.TextOf(summary.Faults, "planted fault")}, listed in {ReportPage.Safe(Path.Combine(path, SyntheticArchive.FaultListName))}"
        );
        await page.EndAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<SyntheticArchiveSummary> WriteAsync(
        string path,
        SyntheticArchiveOptions options,
        CancellationToken cancellationToken)
    {
        using var status = StatusLine.On(surroundings);
        var progress = status is null ? null : new GenerateProgressLine(status);
        try
        {
            return await SyntheticArchive.WriteAsync(path, options, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (ReportException.IsOfTheDisk(First(cause)))
        {
            throw new AuditFailedException(ReportException.Words(First(cause)), cause);
        }
    }

    /// <summary>Hours are laid out side by side, and several may fail.</summary>
    private static Exception First(Exception cause) => cause is AggregateException all ? all.InnerExceptions[0] : cause;
}
