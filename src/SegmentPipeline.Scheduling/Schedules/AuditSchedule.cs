using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace SegmentPipeline.Scheduling;

/// <summary>Audits the archives of <see cref="ServeOptions"/> when they are due. A singleton of the host, running from its start to its
/// stop.</summary>
/// <remarks>
/// Runs of one archive never overlap: what is due while a run goes on is skipped, and that is logged. Occurrences that were missed while no
/// host was running make one run at the start, and a run that was cut off goes on then. A run that fails is logged, and the archive is
/// audited again when it is due next. Stopping the host cancels what runs, within one hour directory; what has been read stays in the
/// ledger.
/// </remarks>
public sealed class AuditSchedule : BackgroundService
{
    private readonly IReadOnlyList<ArchiveLoop> _loops;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly SemaphoreSlim _places;

    internal AuditSchedule(IOptions<ServeOptions> options, ScheduleSeams seams, IHostApplicationLifetime lifetime)
    {
        _places = new SemaphoreSlim(options.Value.MaxConcurrentRuns);
        _lifetime = lifetime;
        _loops = [.. options.Value.Archives.Select(archive => new ArchiveLoop(archive, _places, seams))];
    }

    /// <summary>The archives as they are now, in the order of the configuration.</summary>
    public IReadOnlyList<ArchiveStatus> Archives => [.. _loops.Select(loop => loop.Status)];

    /// <summary>One archive as it is now; null if none has that name. Case counts.</summary>
    /// <param name="name">Its name.</param>
    public ArchiveStatus? Find(string name) => LoopOf(name)?.Status;

    /// <summary>Asks for an audit now, or as soon as there is room for it.</summary>
    /// <param name="name">Name of the archive.</param>
    /// <returns>The outcome that the run will have, cancelled if the host stops first; null if one is under way or asked for
    /// already.</returns>
    /// <exception cref="ArgumentException">No archive has that name.</exception>
    public Task<AuditOutcome>? TryStart(string name)
    {
        var loop = LoopOf(name) ?? throw new ArgumentException($"there is no archive '{name}'", nameof(name));
        return loop.TryStart();
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _places.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // A host that cannot start, say because its port is taken, shall not have begun an audit.
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = _lifetime.ApplicationStarted.Register(started.SetResult).ConfigureAwait(false);
            await started.Task.WaitAsync(stoppingToken).ConfigureAwait(false);
            await Task.WhenAll(_loops.Select(loop => Task.Run(() => loop.RunAsync(stoppingToken), stoppingToken))).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop, or never started.
        }
    }

    private ArchiveLoop? LoopOf(string name) => _loops.FirstOrDefault(loop => loop.Archive.Name == name);
}
