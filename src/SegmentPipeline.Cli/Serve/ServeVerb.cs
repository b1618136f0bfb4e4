using System.CommandLine;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Web;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline serve</c>: a host that audits archives on schedule, and answers over HTTP, until it is told to stop.</summary>
internal sealed class ServeVerb(Surroundings surroundings, TerminationSignals signals)
{
    /// <summary>How long all of a stop may take: the host's own four seconds, and what is left to send metrics.</summary>
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(4.5);

    internal static Command Create(Surroundings surroundings, TerminationSignals signals)
    {
        var command = new Command("serve", "Audits archives on schedule and answers over HTTP: health, metrics, runs, holes.");
        var config = new Option<string?>("--config") { HelpName = "FILE", Description = "Configuration file. [./pipeline.json]" };
        var urls = new Option<string?>("--urls")
        {
            HelpName = "URL",
            Description = "Where to listen; several with ; between them. Port 0 takes any that is free. [http://127.0.0.1:8080]",
        };
        var check = new Option<bool>("--check")
        {
            Description = "Look whether all that is configured is as it should be, say what would run when, and end. Nothing is written, sent or listened on.",
        };
        command.Add(config);
        command.Add(urls);
        command.Add(check);
        var verb = new ServeVerb(surroundings, signals);
        command.SetAction((parsed, stop) =>
        {
            var options = ConfigurationSources.ReadServe(parsed.GetValue(config), parsed.GetValue(urls), surroundings);
            return parsed.GetValue(check) ? ServeChecking.RunAsync(options, surroundings, stop) : verb.RunAsync(options);
        });
        return command;
    }

    /// <summary>Runs the host until a signal comes. A stop that was asked for is a success, whichever signal asked.</summary>
    private async Task<int> RunAsync(ServeOptions options)
    {
        // Said at once, not by every run at its time.
        NativeLibraries.Require(NativeLibraries.Sqlite);
        if (FleetHost.FaultOf(options) is { } fault) throw new ServeException(fault, null);
        KeepThreads(options);
        var host = PipelineServer.Build(options, services => AddMore(services, options));
        var end = Task.Delay(Timeout.InfiniteTimeSpan);
        try
        {
            await StartAsync(host, options).ConfigureAwait(false);
            await WaitForStopAsync(host).ConfigureAwait(false);
            end = Task.Delay(LongestEnd);
            await StopAsync(host).ConfigureAwait(false);
        }
        finally
        {
            // Metrics are sent for a last time; whoever does not take them does not keep the process.
            await Task.WhenAny(Task.Run(() => host.DisposeAsync().AsTask()), end).ConfigureAwait(false);
        }

        return ExitCode.Success;
    }

    /// <summary>A disk that hangs keeps the threads of its audits and of its verifying. The pool gives out others only one by one, unless
    /// it has been told of so many: requests would wait for them.</summary>
    private static void KeepThreads(ServeOptions options)
    {
        const int ForRequests = 16;
        var forAudits = options
            .Archives.Select(archive => archive.Audit.Parallelism ?? AuditDefaults.Parallelism)
            .OrderDescending()
            .Take(options.MaxConcurrentRuns)
            .Sum();
        var forVerifying = 2 * options.Archives.Count(archive => archive.Verify is not null);
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, forAudits + forVerifying + ForRequests), completions);
    }

    private static async Task StopAsync(WebApplication host)
    {
        try
        {
            await host.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is OperationCanceledException or AggregateException)
        {
            throw new ServeException("could not stop in time; what was read since the last hour was stored is read again", cause);
        }

        var audits = host.Services.GetRequiredService<AuditSchedule>();
        var running = audits.Archives.Where(archive => archive.Activity == ArchiveActivity.Running).Select(archive => archive.Name);
        CheckEnd(audits.ExecuteTask, "audit", running);
        var copies = host.Services.GetRequiredService<ReplicaSchedule>();
        CheckEnd(copies.ExecuteTask, "compare or fill", copies.Running);
        var contents = host.Services.GetRequiredService<VerifySchedule>();
        CheckEnd(contents.ExecuteTask, "verify", contents.Running);
        if (FleetHost.FindFault(host.Services) is { } fault) throw new ServeException(fault, null);
    }

    /// <summary>The host takes a schedule that still waits for a disk for stopped.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="work">What it does to archives.</param>
    /// <param name="archives">Names of the archives that it does that to now.</param>
    /// <exception cref="ServeException">It has not come to its end, or by a defect.</exception>
    internal static void CheckEnd(Task? schedule, string work, IEnumerable<string> archives)
    {
        if (schedule?.Exception is { } defect)
            throw new ServeException($"stopped by a defect, please report it: {defect.GetBaseException().Message}", defect);
        if (schedule is not { IsCompleted: false }) return;
        var running = string.Join(", ", archives);
        throw new ServeException(
            $"could not stop in time, a disk does not answer{(running.Length == 0 ? "" : $" that is needed to {work} {running}")}; what was read since the last hour was stored is read again",
            null);
    }

    /// <summary>Native code is not sampled by the runtime. There the condition is a constant, and nothing behind it is linked; elsewhere
    /// nothing of it is loaded before a profile is asked for.</summary>
    private static void AddMore(IServiceCollection services, ServeOptions options)
    {
        FleetHost.Add(services, options);
        if (RuntimeFeature.IsDynamicCodeSupported) services.AddSingleton<IProfileSource, ProcessProfileSource>();
    }

    private async Task StartAsync(WebApplication host, ServeOptions options)
    {
        try
        {
            foreach (var url in await PipelineServer.StartAsync(host, signals.Token).ConfigureAwait(false))
                await PrintAsync($"listening on {url}").ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is IOException or SocketException)
        {
            throw new ServeException(
                $"cannot listen on {string.Join(' ', options.Urls)}: {(cause.InnerException ?? cause).Message.TrimEnd('.')}; choose another with --urls",
                cause);
        }
    }

    /// <summary>Returns at the first signal, or when the host stops by itself.</summary>
    private async Task WaitForStopAsync(WebApplication host)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bySignal = signals.Token.Register(() => stopping.TrySetResult()).ConfigureAwait(false);
        await using var byHost = host.Lifetime.ApplicationStopping.Register(() => stopping.TrySetResult()).ConfigureAwait(false);
        await stopping.Task.ConfigureAwait(false);
    }

    private async Task PrintAsync(string line)
    {
        using var destination = ReportDestination.Open(null, surroundings);
        await destination.Stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), CancellationToken.None).ConfigureAwait(false);
        await destination.Stream.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
