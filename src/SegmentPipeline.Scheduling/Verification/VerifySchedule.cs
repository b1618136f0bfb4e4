using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Scheduling;

/// <summary>Verifies the contents of those archives of <see cref="ServeOptions"/> that are configured so. A singleton of the host, running
/// from its start to its stop.</summary>
/// <remarks>Each archive has a loop of its own: none waits for another. A pass waits while an audit reads the same disk, and outside of
/// the part of the day in which it may read. A pass that fails is logged, and the next comes when it is due. Stopping the host stops what
/// runs between two reads; the ledger remembers what was verified, and the next pass goes on there.</remarks>
public sealed class VerifySchedule : BackgroundService
{
    private readonly IReadOnlyList<VerifyLoop> _loops;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly AuditSchedule _audits;
    private readonly ArchiveDisks _disks = new();

    internal VerifySchedule(
        IOptions<ServeOptions> options,
        AuditSchedule audits,
        PipelineMetrics? metrics,
        (TimeProvider Clock, ILogger Log, NotifySchedule Notifications) surroundings,
        IHostApplicationLifetime lifetime)
    {
        _lifetime = lifetime;
        _audits = audits;
        _loops = [.. options.Value.Archives.Where(archive => archive.Verify is not null).Select(archive =>
        {
            var work = new VerifyWork(archive, surroundings.Clock);
            return new VerifyLoop(archive, new VerifySeams(
                (pass, cancellationToken) => PassAsync(work, pass, cancellationToken),
                () => VerifyHistory.Read(archive),
                () => IsAudited(archive),
                surroundings.Clock,
                surroundings.Log) { Metrics = metrics, Ear = surroundings.Notifications.Find(archive.Name!) });
        })];
    }

    /// <summary>Names of the archives that are being verified, or would be, if nothing held that up.</summary>
    public IReadOnlyList<string> Running => [.. _loops.Where(loop => loop.IsRunning).Select(loop => loop.Archive.Name!)];

    /// <summary>How an archive is being verified now; null if it is not, or no archive has that name. Case counts.</summary>
    /// <param name="name">Name of the archive.</param>
    public VerificationStatus? Find(string name) => LoopOf(name)?.Status;

    /// <summary>Asks for a pass of verifying now, or as soon as files may be read.</summary>
    /// <param name="name">Name of the archive.</param>
    /// <returns>False if one is under way or asked for already, or the archive is not verified at all.</returns>
    public bool TryStart(string name) => LoopOf(name)?.TryStart() == true;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // A host that cannot start, say because its port is taken, shall not have read anything.
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = _lifetime.ApplicationStarted.Register(started.SetResult).ConfigureAwait(false);
            await started.Task.WaitAsync(stoppingToken).ConfigureAwait(false);
            LookAtDisks();
            await Task.WhenAll(_loops.Select(loop => Task.Run(() => loop.RunAsync(stoppingToken), stoppingToken))).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop, or never started.
        }
    }

    private Task PassAsync(VerifyWork work, VerifyPass pass, CancellationToken cancellationToken)
    {
        LookAtDisks();
        return work.RunAsync(pass, cancellationToken);
    }

    private void LookAtDisks()
    {
        if (_loops.Count > 0) _disks.Look(_audits.Archives.Select(archive => archive.Root));
    }

    /// <summary>Whether an audit of the archive, or of another on its disk, is under way.</summary>
    private bool IsAudited(ScheduledArchive archive)
    {
        var root = Path.GetFullPath(archive.Audit.Root!);
        return _audits.Archives.Any(other => other.Activity == ArchiveActivity.Running && _disks.AreSame(root, other.Root));
    }

    private VerifyLoop? LoopOf(string name) => _loops.FirstOrDefault(loop => loop.Archive.Name == name);
}
