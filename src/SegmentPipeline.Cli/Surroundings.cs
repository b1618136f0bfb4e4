using System.Collections;
using Microsoft.Win32.SafeHandles;

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

    /// <summary>The working directory.</summary>
    internal required string Directory { get; init; }

    /// <summary>The words by which the user started the command; asked for only where it is recommended.</summary>
    internal Func<string> Command { get; init; } = () => "pipeline";

    internal TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Opens the archive at an absolute path.</summary>
    internal Func<string, SegmentArchiveOptions, SegmentArchive> OpenArchive { get; init; } = SegmentArchive.Open;

    internal static Surroundings OfProcess()
    {
        var environment = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal);
        var isDumb = environment.GetValueOrDefault("TERM") is null or "" or "dumb";
        var hasColours = !isDumb && string.IsNullOrEmpty(environment.GetValueOrDefault("NO_COLOR"));
        return new Surroundings
        {
            Output = OpenStandardOutput(),
            Error = Console.Error,
            OutputScreen = Console.IsOutputRedirected ? Screen.None : ScreenOfProcess(hasColours),
            ErrorScreen = Console.IsErrorRedirected || isDumb ? null : ScreenOfProcess(hasColours),
            Environment = environment,
            Directory = DirectoryOfProcess(),
            Command = StartedAs.OfProcess,
        };
    }

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

    // A terminal that does not know its size says 0.
    private static Screen ScreenOfProcess(bool hasColours) => new(
        Console.WindowWidth > 0 ? Console.WindowWidth : 80,
        Console.WindowHeight > 0 ? Console.WindowHeight : 24,
        hasColours);

    /// <summary>A console's own stream swallows the error that says nobody reads any more; a file's own stream does not move the
    /// offset it shares with the shell's other commands. Each is right where the other is wrong.</summary>
    private static Stream OpenStandardOutput()
    {
        var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }
}
