using System.CommandLine;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline digest</c>: the week of an archive in one page, as its ledger has it.</summary>
internal sealed class DigestVerb(Surroundings surroundings)
{
    /// <summary>So many streams have a row on a terminal and in a chat; a page has all.</summary>
    private const int MostStreams = 25;

    private const int MostStreamsOfAPage = 2_000;

    internal static Command Create(Surroundings surroundings)
    {
        var command = new Command(
            "digest", "Says in one page what the last days brought: coverage, losses, holes, contents, runs, as ledgers have them.");
        var arguments = new DigestArguments(command);
        var verb = new DigestVerb(surroundings);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(arguments.Read(parsed, surroundings), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(DigestOptions options, CancellationToken cancellationToken)
    {
        NativeLibraries.Require(NativeLibraries.Sqlite);
        using var destination = ReportDestination.Open(options.Output, surroundings, cancellationToken);
        var period = new TimeRange(options.Since, Timestamp.FromDateTimeOffset(surroundings.TimeProvider.GetUtcNow()));
        var contents = options.Archives.Select(archive => Read(archive, period, isAlone: options.Archives.Count == 1)).ToList();
        var most = options.Format == DigestFormat.Html ? MostStreamsOfAPage : MostStreams;
        var blocks = contents.SelectMany(content => new DigestSections(content, most).All()).ToList();
        var screen = options.Output is null ? surroundings.OutputScreen : Screen.None;
        await DigestWriters.WriteAsync(options.Format, blocks, destination.Stream, screen, cancellationToken).ConfigureAwait(false);
        destination.Commit();
        destination.Tell(surroundings.Error, $"{Plural.TextOf(contents.Count, "archive")}");
        return contents.Any(content => content.Fault is not null) ? ExitCode.Incomplete : ExitCode.Success;
    }

    /// <summary>Of several archives, one whose ledger cannot be read does not keep the others from being told.</summary>
    private static DigestContent Read(DigestArchive archive, TimeRange period, bool isAlone)
    {
        try
        {
            if (isAlone) AuditLedger.OpenForReading(archive.Ledger).Dispose();
            return DigestReader.Read(archive, period);
        }
        catch (LedgerException fault) when (!isAlone)
        {
            return DigestReader.Nothing(archive.Name, period, fault.Message);
        }
    }
}
