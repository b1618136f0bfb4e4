using System.Collections;
using System.Text;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>All that the command touches of the process it runs in; tests bring their own.</summary>
internal sealed record Surroundings
{
    /// <summary>Standard output, as bytes.</summary>
    internal required Stream Output { get; init; }

    /// <summary>Standard error.</summary>
    internal required TextWriter Error { get; init; }

    /// <summary>The terminal behind standard output, or <see cref="Screen.None"/>.</summary>
    internal Screen OutputScreen { get; init; } = Screen.None;

    /// <summary>The terminal behind standard error, or null.</summary>
    internal Screen? ErrorScreen { get; init; }

    /// <summary>Environment variables.</summary>
    internal IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The configuration file of the working directory, if this run has read it.</summary>
    internal UnnamedConfiguration UnnamedFile { get; } = new();

    /// <summary>The working directory.</summary>
    internal required string Directory { get; init; }

    /// <summary>The words by which the user started the command; asked for only where it is recommended.</summary>
    internal Func<string> Command { get; init; } = () => "pipeline";

    internal TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Opens the archive at an absolute path.</summary>
    internal Func<string, SegmentArchiveOptions, SegmentArchive> OpenArchive { get; init; } =
        (root, options) => SegmentArchive.Open(root, options with { MayBeAbsent = true });

    /// <summary>Opens the archive that the user names: a directory, from the working directory, or the address of a node.</summary>
    /// <param name="root">Its directory or address, as it was written.</param>
    /// <param name="tolerance">Gaps and overlaps up to this are contiguous in what is selected; the default if none.</param>
    internal SegmentArchive OpenNamed(string root, TimeSpan? tolerance = null)
    {
        var options = new SegmentArchiveOptions { TimeProvider = TimeProvider, Tolerance = tolerance ?? AuditDefaults.Tolerance };
        return HttpArchive.IsAddress(root) ? PeerArchives.Open(root, options) : OpenArchive(Path.GetFullPath(root, Directory), options);
    }

    /// <summary>The process as it was started. What else writes to the console writes where the command does.</summary>
    internal static Surroundings OfProcess(StandardDescriptors standard)
    {
        var environment = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal);
        var isDumb = environment.GetValueOrDefault("TERM") is null or "" or "dumb";
        var hasColours = !isDumb && string.IsNullOrEmpty(environment.GetValueOrDefault("NO_COLOR"));
        var output = standard.IsOutputClosed ? new ClosedStream() : OpenOutput();
        var error = standard.IsErrorClosed ? TextWriter.Null : WriterOf(new ErrorStream(OpenError()));

        // Also keeps the platform's console from switching the keys of a terminal when it opens its own.
        Console.SetOut(standard.IsOutputClosed ? TextWriter.Null : WriterOf(output));
        Console.SetError(error);
        return new Surroundings
        {
            Output = output,
            Error = error,
            OutputScreen = Console.IsOutputRedirected ? Screen.None : ScreenOf(StandardDescriptors.Output, hasColours),
            ErrorScreen = Console.IsErrorRedirected || isDumb ? null : ScreenOf(StandardDescriptors.Error, hasColours),
            Environment = environment,
            Directory = DirectoryOfProcess(),
            Command = StartedAs.OfProcess,
        };
    }

    private static Stream OpenOutput() =>
        OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new DescriptorStream(StandardDescriptors.Output);

    private static Stream OpenError() =>
        OperatingSystem.IsWindows() ? Console.OpenStandardError() : new DescriptorStream(StandardDescriptors.Error);

    private static StreamWriter WriterOf(Stream stream) => new(stream, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };

    // A directory that has been removed has no name any more, but paths from the root still work.
    private static string DirectoryOfProcess()
    {
        try
        {
            return System.Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            return "/proc/self/cwd";
        }
    }

    private static Screen ScreenOf(int descriptor, bool hasColours)
    {
        var size = OperatingSystem.IsLinux() ? LibC.SizeOfTerminal(descriptor) : (Console.WindowWidth, Console.WindowHeight);
        return Screen.OfTerminal(size?.Columns ?? 0, size?.Lines ?? 0, hasColours);
    }
}
