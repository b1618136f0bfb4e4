using System.Text;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary>What a command line came to.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    internal string[] OutputLines => Output.TrimEnd('\n').Split('\n');

    internal string[] ErrorLines => Error.TrimEnd('\n').Split('\n');
}

/// <summary>Runs command lines inside the test's own process, with surroundings that a test chooses.</summary>
internal sealed class Pipeline : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pipeline-cli-").FullName;
    private readonly TerminationSignals _signals = new();

    /// <summary>The working directory: empty, and gone after the test.</summary>
    internal string WorkingDirectory => _directory;

    internal Dictionary<string, string> Environment { get; } = [];

    internal string Command { get; set; } = "pipeline";

    internal Screen OutputScreen { get; set; } = Screen.None;

    internal Screen? ErrorScreen { get; set; }

    internal Stream? Output { get; set; }

    internal Func<string, SegmentArchiveOptions, SegmentArchive> OpenArchive { get; set; } = SegmentArchive.Open;

    internal TimeProvider TimeProvider { get; init; } = FixedTimeProvider.FarAfter;

    /// <summary>An archive that exists in memory only, at <see cref="InMemoryReader.RootPath"/>.</summary>
    internal InMemoryReader Reader
    {
        set => OpenArchive = (root, options) => SegmentArchive.Open(root, options, value);
    }

    internal void WriteFile(string name, string text) => File.WriteAllText(Path.Combine(_directory, name), text);

    internal string ReadFile(string name) => File.ReadAllText(Path.Combine(_directory, name));

    /// <summary>What lies in the working directory.</summary>
    internal string[] Files() =>
        [.. Directory.EnumerateFileSystemEntries(_directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>What SIGINT or SIGTERM do.</summary>
    internal void Signal(int exitCode) => _signals.Receive(exitCode);

    /// <summary>What a command has around it here.</summary>
    internal Surroundings SurroundingsOf(Stream output, TextWriter error) => new()
    {
        Output = Output ?? output,
        Error = error,
        OutputScreen = OutputScreen,
        ErrorScreen = ErrorScreen,
        Environment = Environment,
        Directory = _directory,
        Command = () => Command,
        TimeProvider = TimeProvider,
        OpenArchive = OpenArchive,
    };

    internal async Task<Outcome> RunAsync(params string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        var surroundings = SurroundingsOf(output, error);
        var exitCode = await PipelineCommand.RunAsync(arguments, surroundings, _signals);
        return new Outcome(exitCode, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    public void Dispose()
    {
        _signals.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
