using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>A node of a fleet as users start it: <c>pipeline serve</c> as a process, which may be killed and started again.</summary>
/// <param name="name">Its name.</param>
/// <param name="configuration">The file that configures it.</param>
/// <param name="url">Where it answers over HTTP.</param>
/// <param name="place">What its process is started with.</param>
internal sealed class ServedNode(string name, string configuration, Uri url, NodePlace place) : IDisposable
{
    private const int Terminate = 15;

    private readonly ConcurrentQueue<string> _said = new();
    private Process? _process;

    internal string Name => name;

    internal Uri Url => url;

    internal HttpClient Client { get; } = new() { BaseAddress = url, Timeout = TimeSpan.FromMinutes(1) };

    /// <summary>What all of its processes have said.</summary>
    internal IReadOnlyList<string> Said => [.. _said];

    /// <summary>Starts a process of it; what starts the tests may ignore signals, the node must not inherit that.</summary>
    internal void Start()
    {
        var command = Path.Combine(AppContext.BaseDirectory, "pipeline.dll");
        var start = new ProcessStartInfo(
            RequiredTool.Env.Require(),
            ["--default-signal=INT,HUP,TERM", .. place.Before, "dotnet", command, "serve", "--config", configuration])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(configuration),
        };
        foreach (var (variable, value) in place.Environment) start.Environment[variable] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Kills it, as the system does when memory runs out.</summary>
    internal async Task KillAsync()
    {
        if (_process is not { } process) return;
        _process = null;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>Ends it as a service manager does.</summary>
    /// <returns>Its exit code.</returns>
    internal async Task<int> EndAsync()
    {
        var process = _process!;
        Assert.That(kill(process.Id, Terminate), Is.Zero);
        await process.WaitForExitAsync();
        _process = null;
        var exit = process.ExitCode;
        process.Dispose();
        return exit;
    }

    public void Dispose()
    {
        Client.Dispose();
        if (_process is not { HasExited: false } process) return;
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int process, int signal);

    private void Hear(string? line)
    {
        if (line is not null) _said.Enqueue(line);
    }
}
