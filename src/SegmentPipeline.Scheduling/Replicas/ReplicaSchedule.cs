using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Scheduling;

/// <summary>Compares the archives of <see cref="ServeOptions"/> with their other copies, and fills those from them that are configured
/// so. A singleton of the host, running from its start to its stop.</summary>
/// <remarks>Each archive has a loop of its own: none waits for another, nor for an audit. A pass that fails is logged, and the next comes
/// when it is due. Stopping the host stops what runs; what was published stays.</remarks>
public sealed class ReplicaSchedule : BackgroundService
{
    private readonly IReadOnlyList<(ReplicaLoop Loop, ReplicaWork Work)> _loops;
    private readonly IHostApplicationLifetime _lifetime;

    internal ReplicaSchedule(
        IOptions<ServeOptions> options,
        IHttpClientFactory clients,
        PipelineMetrics? metrics,
        (TimeProvider Clock, ILogger Log, FillQueues Fills, VerdictQueues Verdicts, NotifySchedule Notifications) surroundings,
        IHostApplicationLifetime lifetime)
    {
        _lifetime = lifetime;
        _loops = [.. options.Value.Archives.Where(archive => archive.Replicas.Count > 0).Select(archive =>
        {
            var work = new ReplicaWork(archive, clients, surroundings.Clock);
            var seams = new ReplicaSeams(work.RunAsync, metrics, surroundings.Clock, surroundings.Log)
            {
                Plan = work.PlanAsync,
                Fills = surroundings.Fills.Find(archive.Name!),
                Verdicts = surroundings.Verdicts.Find(archive.Name!),
                Ear = surroundings.Notifications.Find(archive.Name!),
            };
            return (new ReplicaLoop(archive, seams), work);
        })];
    }

    /// <summary>What is known of the other copies of an archive now; null if it has none, or no archive has that name. Case
    /// counts.</summary>
    /// <param name="name">Name of the archive.</param>
    public ArchiveReplicas? Find(string name) => LoopOf(name)?.Status;

    /// <summary>How an archive is being filled now; null if it is not filled, or no archive has that name. Case counts.</summary>
    /// <param name="name">Name of the archive.</param>
    public FillingStatus? FindFilling(string name) => LoopOf(name)?.Filling;

    /// <summary>Asks for a filling now.</summary>
    /// <param name="name">Name of the archive.</param>
    /// <returns>False if it is being filled, compared or planned for, or that is asked for already, or it is not filled at all.</returns>
    public bool TryFill(string name) => LoopOf(name)?.TryFill() == true;

    /// <summary>Asks what a filling would do now: <see cref="FillingStatus.Plan"/> has it once that has ended.</summary>
    /// <param name="name">Name of the archive.</param>
    /// <returns>False if it is being filled, compared or planned for, or that is asked for already, or it is not filled at all.</returns>
    public bool TryPlan(string name) => LoopOf(name)?.TryPlan() == true;

    /// <summary>Names of the archives of which a pass is under way.</summary>
    public IReadOnlyList<string> Running =>
        [.. _loops.Select(one => one.Loop.Status).Where(status => status.IsRunning).Select(status => status.Name)];

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // A host that cannot start, say because its port is taken, shall not have filled anything.
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = _lifetime.ApplicationStarted.Register(started.SetResult).ConfigureAwait(false);
            await started.Task.WaitAsync(stoppingToken).ConfigureAwait(false);
            await Task.WhenAll(_loops.Select(one => Task.Run(() => one.Loop.RunAsync(stoppingToken), stoppingToken))).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop, or never started.
        }
        finally
        {
            foreach (var (_, work) in _loops) await work.DisposeAsync().ConfigureAwait(false);
        }
    }

    private ReplicaLoop? LoopOf(string name) => _loops.FirstOrDefault(one => one.Loop.Archive.Name == name).Loop;
}
