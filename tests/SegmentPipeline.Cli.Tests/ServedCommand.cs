using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary><c>pipeline serve</c> as a process of its own, listening on a port of its own.</summary>
internal sealed class ServedCommand : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;

    private ServedCommand(Process process, string url, Task<string> error)
    {
        _process = process;
        _error = error;
        Client = new HttpClient { BaseAddress = new Uri(url) };
    }

    internal HttpClient Client { get; }

    /// <summary>Where it answers.</summary>
    internal string Address => Client.BaseAddress!.ToString().TrimEnd('/');

    internal static Task<ServedCommand> StartAsync(string directory, params (string Name, string Value)[] environment) =>
        StartAsync(directory, BuiltCommand.Line, environment);

    /// <summary>Starts the command that runs on .NET, whatever command is tested.</summary>
    internal static Task<ServedCommand> StartManagedAsync(string directory) => StartAsync(directory, BuiltCommand.ManagedLine, []);

    private static async Task<ServedCommand> StartAsync(string directory, string line, (string Name, string Value)[] environment)
    {
        var command = line.Split(' ');
        // What starts the tests may ignore SIGINT, as shells do for what runs in the background, or SIGHUP, as nohup does; the host must
        // not inherit that.
        var start = new ProcessStartInfo(
            RequiredTool.Env.Require(),
            ["--default-signal=INT,HUP", .. command, "serve", "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var told = await process.StandardOutput.ReadLineAsync().Soon();
        const string Listening = "listening on ";
        Assert.That(told, Does.StartWith(Listening), told is null ? await error : "");
        return new ServedCommand(process, told![Listening.Length..], error);
    }

    internal async Task<JsonElement> GetAsync(string address) =>
        JsonDocument.Parse(await Client.GetStringAsync(address).Soon()).RootElement;

    /// <summary>Asks for the archive until it is as it should be.</summary>
    internal async Task<JsonElement> UntilAsync(string archive, Func<JsonElement, bool> isSo)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            var state = await GetAsync($"/api/archives/{archive}");
            if (isSo(state)) return state;
            if (patience.Elapsed > TimeSpan.FromMinutes(2)) throw new TimeoutException($"it stays {state.GetRawText()}");
        }
    }

    /// <summary>Sends a signal, at once and without a process for it, and waits for the end.</summary>
    /// <returns>The exit code and the log.</returns>
    internal async Task<(int ExitCode, string Log)> EndAsync(int signal)
    {
        Assert.That(kill(_process.Id, signal), Is.Zero);
        await _process.WaitForExitAsync().Soon();
        return (_process.ExitCode, await _error);
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int process, int signal);
}
