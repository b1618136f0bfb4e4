using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace SegmentPipeline.Cli;

/// <summary>A host of a demonstration: this command once more, as a process of its own.</summary>
internal sealed class DemoNode : IDisposable
{
    private const int MostLines = 5;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private DemoNode(string name, string url, Process process)
    {
        (Name, Url, _process) = (name, url, process);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    internal string Name { get; }

    /// <summary>Where it answers.</summary>
    internal string Url { get; }

    /// <summary>Its process.</summary>
    internal int Id => _process.Id;

    /// <summary>Starts one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="directory">A directory of its own, in which its configuration lies.</param>
    /// <param name="url">Where it is to answer.</param>
    /// <exception cref="FleetClientException">It cannot be started.</exception>
    internal static DemoNode Start(string name, string directory, string url)
    {
        var arguments = Environment.GetCommandLineArgs();
        // What runs is this file, or dotnet with the file of the command as its first word.
        string[] own = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Path.GetFullPath(arguments[0])] : [];
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. own, "serve", "--config", Path.Combine(directory, "node.json")])
        {
            WorkingDirectory = directory,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        try
        {
            return new DemoNode(name, url, Process.Start(start)!);
        }
        catch (Win32Exception cause)
        {
            throw new FleetClientException($"node {name} cannot be started: {cause.Message}", cause);
        }
    }

    /// <exception cref="FleetClientException">It has ended by itself.</exception>
    internal void Check()
    {
        if (!_process.HasExited) return;
        throw new FleetClientException($"node {Name} has ended with {_process.ExitCode}: {string.Join("; ", _lines)}");
    }

    /// <summary>Ends it as a power cut would.</summary>
    internal void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _lines.Enqueue(VisibleText.MakeVisible(line));
        if (_lines.Count > MostLines) _lines.TryDequeue(out _);
    }
}
