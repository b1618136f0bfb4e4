using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Scheduling;

/// <summary>Tells the hooks of <see cref="ServeOptions"/> what changes about the archives. A singleton of the host, running from its start
/// to its stop. Each hook has a loop of its own: none waits for another, and no run waits for any.</summary>
internal sealed class NotifySchedule : BackgroundService
{
    private readonly IReadOnlyList<HookLoop> _loops;
    private readonly IReadOnlyList<PingLoop> _pings;
    private readonly Dictionary<string, ArchiveEar> _ears = new(StringComparer.Ordinal);
    private readonly IHostApplicationLifetime _lifetime;
    private readonly HookDeliveries _deliveries;
    private readonly ILogger _log;
    private readonly TimeProvider _clock;

    internal NotifySchedule(
        ServeOptions options,
        PipelineMetrics? metrics,
        DeliveryBounds bounds,
        (TimeProvider Clock, ILogger Log) surroundings,
        IHostApplicationLifetime lifetime)
    {
        _lifetime = lifetime;
        (_clock, _log) = surroundings;
        _deliveries = new HookDeliveries(options.Notify, surroundings.Clock, options.Site.TokenEnvironment) { Bounds = bounds };
        var tellings = options.Notify.ToDictionary(
            hook => hook.Name!, hook => new HookTelling(hook, metrics, surroundings.Log), StringComparer.Ordinal);
        _pings = [.. options.Notify.Where(hook => hook.Ping is not null)
            .Select(hook => new PingLoop(hook, _deliveries, tellings[hook.Name!]))];
        foreach (var archive in options.Archives) _ears.Add(archive.Name!, EarOf(archive, options, tellings, surroundings.Clock));
        _loops = [.. options.Notify.Where(hook => hook.Ping is null)
            .Select(hook => LoopOf(hook, tellings[hook.Name!], surroundings))];
    }

    /// <summary>What the loops of an archive speak into; null if nobody is told of anything.</summary>
    internal ArchiveEar? Find(string archive) => _loops.Count + _pings.Count == 0 ? null : _ears.GetValueOrDefault(archive);

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _deliveries.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // A host that cannot start, say because its port is taken, shall not have told anybody.
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = _lifetime.ApplicationStarted.Register(started.SetResult).ConfigureAwait(false);
            await started.Task.WaitAsync(stoppingToken).ConfigureAwait(false);
            await Task.WhenAll([
                .. _loops.Select(loop => Task.Run(() => KeepAsync(loop.Name, loop.RunAsync, stoppingToken), stoppingToken)),
                .. _pings.Select(ping => Task.Run(() => KeepAsync(ping.Hook.Name!, ping.RunAsync, stoppingToken), stoppingToken)),
            ]).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop, or never started.
        }
        finally
        {
            // What could not be told is told after the next start.
            await OwnThread.RunAsync(() => _ears.Values.All(ear => ear.Notices.Store.Flush())).ConfigureAwait(false);
        }
    }

    /// <summary>A defect in what is told stops no audit: it is logged, without its text, which may name an address, and the hook is told
    /// again after a while.</summary>
    private async Task KeepAsync(string hook, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await run(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception defect) when (defect is not OutOfMemoryException)
            {
                _log.TellingBroke(hook, defect.GetType().Name);
            }

            await Task.Delay(HookLoop.LongestWait, _clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private ArchiveEar EarOf(
        ScheduledArchive archive, ServeOptions options, Dictionary<string, HookTelling> tellings, TimeProvider clock)
    {
        var hooks = options.Notify.Where(hook => hook.Archives.Count == 0 || hook.Archives.Contains(archive.Name!)).ToList();
        var store = new NoticeStore(archive, [.. hooks.Select(hook => hook.Name!)], clock, _log)
        {
            Dropped = hook => tellings.GetValueOrDefault(hook)?.AddDropped(),
        };
        var notices = new ArchiveNotices(archive, [.. hooks.Where(hook => hook.Ping is null)], store, clock);
        store.Loaded = notices.Recover;
        return new ArchiveEar(notices, [.. _pings.Where(ping => hooks.Contains(ping.Hook))]);
    }

    private HookLoop LoopOf(NotifyHook hook, HookTelling telling, (TimeProvider Clock, ILogger Log) surroundings)
    {
        List<ArchiveNotices> archives = [.. _ears.Values.Select(ear => ear.Notices).Where(notices => notices.Hooks.Contains(hook))];
        var loop = new HookLoop(hook, archives, new NotifySeams(
            _deliveries.For(hook), telling, _deliveries.Bounds.Later, surroundings.Clock, surroundings.Log));
        foreach (var archive in archives) archive.Wake += loop.Wake;
        return loop;
    }
}
