using System.CommandLine;
using System.Text;
using SegmentPipeline.Hosting;
using SegmentPipeline.Synthesis;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline demo</c>: a small archive with every kind of fault, its report, and what to try next.</summary>
internal sealed class DemoVerb(Surroundings surroundings, TerminationSignals signals)
{
    private static readonly SyntheticArchiveOptions Archive = new() { Hours = 8, SecondsPerSegment = 6, Media = true };

    internal static Command Create(Surroundings surroundings, TerminationSignals signals)
    {
        var command = new Command("demo", "Generates a small archive with every kind of fault, audits it, and says what to try next.");
        var directory = new Argument<string?>("DIR")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "Where to lay the archive out; new, or empty. [a temporary directory, which stays]",
        };
        command.Add(directory);
        var verb = new DemoVerb(surroundings, signals);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(parsed.GetValue(directory), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(string? directory, CancellationToken cancellationToken)
    {
        if (directory is "") throw new UsageException("DIR: the value is empty");
        var root = directory is null
            ? Directory.CreateTempSubdirectory("pipeline-demo-").FullName
            : Path.GetFullPath(directory, surroundings.Directory);
        await new GenerateVerb(surroundings).RunAsync(root, Archive, cancellationToken).ConfigureAwait(false);
        await PrintAsync([""], cancellationToken).ConfigureAwait(false);
        var exit = await new AuditVerb(surroundings, signals)
            .RunAsync(new PipelineOptions { Root = root, Parallelism = ConfiguredArguments.AllCores }, cancellationToken)
            .ConfigureAwait(false);
        await PrintAsync(await NextStepsAsync(root, exit, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);
        return exit is ExitCode.Findings or ExitCode.Success ? ExitCode.Success : exit;
    }

    private async Task<IReadOnlyList<string>> NextStepsAsync(string root, int exit, CancellationToken cancellationToken)
    {
        var archive = surroundings.OpenArchive(root, new SegmentArchiveOptions());
        await using var _ = archive.ConfigureAwait(false);
        var stream = (await archive.GetStreamsAsync(cancellationToken).ConfigureAwait(false))[^1];
        var command = surroundings.Command();
        var place = ShellWord.Quote(root);
        return
        [
            "",
            $"That was {command} audit {place}; it ends with exit code {exit}. What to try next:",
            $"  {command} map {place}",
            $"  {command} audit {place} --report report",
            $"  {command} verify {place}",
            $"  {command} audit {place} --format csv",
            $"  {command} audit {place} --start {Archive.Start} --end {Archive.Start.Next} --fail-on any",
            $"  {command} segments {place} {stream.Channel} {stream.Quality} --start {Archive.Start} --end {Archive.Start.Next}",
            $"  rm -r {place}",
        ];
    }

    private async Task PrintAsync(IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        using var destination = ReportDestination.Open(null, surroundings, cancellationToken);
        foreach (var line in lines)
            await destination
                .Stream.WriteAsync(Encoding.UTF8.GetBytes(VisibleText.MakeVisible(line) + "\n"), cancellationToken)
                .ConfigureAwait(false);
    }
}
