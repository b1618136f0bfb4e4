using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Fleet;

/// <summary>This node's silo, inside of a host that goes on without it: it is started when the fleet can be joined, and again when the
/// fleet has taken it for dead.</summary>
internal sealed class FleetSilo : BackgroundService
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenRegistrations = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(3);

    private readonly FleetOptions _options;
    private readonly IServiceProvider _services;
    private readonly NodeWork _work;
    private readonly FleetMetrics _metrics;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private volatile IHost? _running;
    private volatile string _cause = "this node has only just started";

    /// <param name="options">The fleet.</param>
    /// <param name="services">The host.</param>
    /// <param name="work">What works for this node.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="log">The log.</param>
    internal FleetSilo(FleetOptions options, IServiceProvider services, NodeWork work, TimeProvider clock, ILogger log)
    {
        _options = options;
        _services = services;
        _work = work;
        _metrics = services.GetRequiredService<FleetMetrics>();
        _lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        _clock = clock;
        _log = log;
        work.Told = TellAsync;
        work.Grains = () => Grains;
    }

    internal FleetOptions Options => _options;

    /// <summary>Why the host must not go on as this node, or null: another process has its name, say.</summary>
    internal string? Fault { get; private set; }

    internal DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>The grains of the fleet.</summary>
    /// <exception cref="FleetUnavailableException">This node is not part of it now.</exception>
    internal IGrainFactory Grains => Running.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Names of the nodes that live now, as far as this one knows.</summary>
    /// <exception cref="FleetUnavailableException">This node is not part of the fleet now.</exception>
    internal IReadOnlySet<string> Living => Running
        .Services.GetRequiredService<IClusterMembershipService>()
        .CurrentSnapshot.Members.Values.Where(member => member.Status == SiloStatus.Active)
        .Select(member => member.Name)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>The silo itself; null if this node is not part of the fleet now.</summary>
    internal IHost? Current => _running;

    private IHost Running => _running ?? throw new FleetUnavailableException($"the fleet cannot be asked: {_cause}");

    /// <summary>The nodes that a run asks, by name: those that it names, or all.</summary>
    internal async Task<IReadOnlyList<string>> ChooseNodesAsync(FleetRunRequest request)
    {
        if (request.Nodes.Count > 0) return [.. request.Nodes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var known = await Grains.GetGrain<IFleetGrain>(0).GetNodesAsync();
        var names = request.Kind == FleetRunKind.Shared
            ? known.Where(node => node.Shared.Contains(request.Archive!)).Select(node => node.Node)
            : known.Select(node => node.Node).Union(_options.Nodes, StringComparer.Ordinal);
        return [.. names.Order(StringComparer.Ordinal)];
    }

    /// <summary>Waits before something is tried again.</summary>
    internal Task PauseAsync() => Task.Delay(BetweenTries, _clock);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await WaitForStartAsync(stoppingToken).ConfigureAwait(false);
            _work.Http = _options.Http ?? FirstAddress();
            while (Fault is null)
            {
                await BelongAsync(stoppingToken).ConfigureAwait(false);
                await Task.Delay(BetweenTries, _clock, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    private async Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = _lifetime.ApplicationStarted.Register(started.SetResult).ConfigureAwait(false);
        await started.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private string FirstAddress() =>
        _services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";

    /// <summary>Joins the fleet, and belongs to it until it is lost or the host stops.</summary>
    private async Task BelongAsync(CancellationToken cancellationToken)
    {
        var lost = new LostSilo();
        IHost? host = null;
        NodeEntry? entry = null;
        try
        {
            entry = await NodeEntry.OpenAsync(_options, _clock, _log, cancellationToken).ConfigureAwait(false);
            host = SiloHost.Build(_options, _services, _work, this, (entry, lost));
            await host.StartAsync(cancellationToken).ConfigureAwait(false);
            _running = host;
            _log.Joined(_options.Node!, _options.Cluster);
            await RegisterUntilAsync(Task.WhenAny(lost.Task, entry.Lost), cancellationToken).ConfigureAwait(false);
            if (entry.Lost.IsCompleted) throw await entry.Lost.ConfigureAwait(false);
            _log.Expelled(await lost.Task.ConfigureAwait(false));
            _cause = "this node has lost it, and joins anew";
        }
        catch (FleetException fault)
        {
            // Trying again would not help, and a host that others take for another must not go on.
            Fault = fault.Message;
            _log.NodeStops(fault.Message);
            _lifetime.StopApplication();
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested && fault is not OutOfMemoryException)
        {
            var cause = NodeFaults.Describe(fault);
            if (_cause != cause) _log.CannotJoin(cause);
            _cause = cause;
        }
        finally
        {
            _running = null;
            if (host is not null) await EndAsync(host).ConfigureAwait(false);
            if (entry is not null) await entry.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Says again and again that this node is there, until its silo is lost.</summary>
    private async Task RegisterUntilAsync(Task lost, CancellationToken cancellationToken)
    {
        while (!lost.IsCompleted)
        {
            try
            {
                await Grains.GetGrain<IFleetGrain>(0).RegisterAsync(_work.Describe()).ConfigureAwait(false);
                _metrics.Snapshot = await LookAsync().ConfigureAwait(false);
                _cause = "";
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                var cause = NodeFaults.Describe(fault);
                if (_cause != cause) _log.CannotJoin(cause);
                _cause = cause;
            }

            await Task.WhenAny(lost, Task.Delay(BetweenRegistrations, _clock, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>What there is to measure: the nodes, and the newest verdict over all copies.</summary>
    private async Task<FleetSnapshot> LookAsync()
    {
        var fleet = Grains.GetGrain<IFleetGrain>(0);
        var nodes = await fleet.GetNodesAsync().ConfigureAwait(false);
        FleetRunStatus? verdict = null;
        foreach (var run in await fleet.GetRunsAsync().ConfigureAwait(false))
        {
            if (run == _metrics.Snapshot.Verdict?.Id) verdict = _metrics.Snapshot.Verdict;
            else verdict = await Grains.GetGrain<IFleetRunGrain>(run).GetStatusAsync().ConfigureAwait(false);
            if (verdict?.Figures is not null) break;
            verdict = null;
        }

        return new FleetSnapshot([.. nodes.Select(node => node.Node).Union(_options.Nodes, StringComparer.Ordinal)], Living, verdict);
    }

    private static async Task EndAsync(IHost host)
    {
        using var limit = new CancellationTokenSource(LongestStop);
        try
        {
            await host.StopAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // A silo that has broken down, or did not start, cannot stop in order either; the fleet finds out.
        }

        if (host is not IAsyncDisposable disposable) return;
        await Task.WhenAny(disposable.DisposeAsync().AsTask(), Task.Delay(LongestStop)).ConfigureAwait(false);
    }

    /// <summary>Tells a run how this node's part of it goes.</summary>
    /// <returns>Whether it has been heard.</returns>
    private async Task<bool> TellAsync(string run, PartStatus status)
    {
        if (_running is not { } host) return false;
        try
        {
            await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IFleetRunGrain>(run).HearAsync(_options.Node!, status)
                .ConfigureAwait(false);
            return true;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return false;
        }
    }
}
