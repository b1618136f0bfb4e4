using System.IO.Enumeration;
using System.Text;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests.Documentation;

internal sealed class ReadmeCommandTests
{
    private static readonly string[] Lines =
    [
        .. ProjectFiles
            .BlocksOf("README.md", "sh")
            .Select(block => block.Split('\n'))
            .Where(block => block.Any(IsOfThePipeline))
            .SelectMany(block => block),
    ];

    /// <summary>What git leaves alone at the top of the project, so that whoever tries the commands there commits nothing of
    /// theirs.</summary>
    private static readonly string[] Ignored =
    [
        .. ProjectFiles.Read(".gitignore").Split('\n').Where(line => line.StartsWith('/')).Select(line => line.Trim('/')),
    ];

    [Test]
    public async Task Commands_OfTheReadme_DoWhatTheySay()
    {
        var directory = Directory.CreateTempSubdirectory("readme").FullName;
        try
        {
            // Laid out; holes, in four reports; a moment explained; a sequence that may have holes, three times, and its cut. A copy made
            // and damaged, compared and filled; where losses came from. Media laid out, and verified twice. Two maps, and holes on a
            // page. Two nights that fail on nothing, their history, whether it is what was written, and the week.
            int[] expected =
            [
                ExitCode.Success, ExitCode.Findings, ExitCode.Findings, ExitCode.Findings, ExitCode.Findings, ExitCode.Success,
                ExitCode.Success, ExitCode.Success, ExitCode.Success, ExitCode.Success,
                ExitCode.Success, ExitCode.Success, ExitCode.Success, ExitCode.Success,
                ExitCode.Success, ExitCode.Success, ExitCode.Success, ExitCode.Success,
                ExitCode.Success, ExitCode.Success, ExitCode.Findings,
                ExitCode.Success, ExitCode.Success, ExitCode.Success, ExitCode.Success, ExitCode.Success, ExitCode.Success,
            ];
            var codes = new List<int>();
            foreach (var line in Lines) codes.Add(await RunAsync(line, directory));

            Assert.That(codes, Is.EqualTo(expected));
            Assert.That(
                Directory
                    .EnumerateFileSystemEntries(directory)
                    .Select(Path.GetFileName)
                    .Where(name => !Ignored.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name))),
                Is.Empty);
            Assert.That(File.ReadLines(Path.Combine(directory, "report.ndjson")).Last(), Does.StartWith("{\"type\":\"summary\""));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static bool IsOfThePipeline(string line) => line.StartsWith("pipeline ", StringComparison.Ordinal);

    private static Task<int> RunAsync(string line, string directory) =>
        IsOfThePipeline(line) ? RunPipelineAsync(line, directory) : RunShellAsync(line, directory);

    /// <summary>What is done to the archives in between: a file that it names and that is not there is a fault of the README.</summary>
    private static async Task<int> RunShellAsync(string line, string directory)
    {
        var outcome = await BuiltCommand.ShellAsync(directory, line);
        await TestContext.Out.WriteLineAsync($"$ {line}\n{outcome.Output}{outcome.Error}");
        return outcome.ExitCode;
    }

    private static async Task<int> RunPipelineAsync(string line, string directory)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        using var signals = new TerminationSignals();
        var surroundings = new Surroundings { Output = output, Error = error, Directory = directory };
        var code = await PipelineCommand.RunAsync(line.Split(' ')[1..], surroundings, signals);
        await TestContext.Out.WriteLineAsync($"$ {line}\n{Encoding.UTF8.GetString(output.ToArray())}{error}");
        return code;
    }
}
