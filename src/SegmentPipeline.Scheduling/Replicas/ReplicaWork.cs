using System.Runtime.Versioning;
using SegmentPipeline.Ledger;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>Compares an archive with its other copies, and fills it from them if that is configured: one pass at a time. What is known of
/// the copies is kept from pass to pass.</summary>
internal sealed class ReplicaWork : IAsyncDisposable
{
    private readonly ScheduledArchive _archive;
    private readonly TimeProvider _clock;
    private readonly SegmentArchive _here;
    private readonly IReadOnlyList<Replica> _replicas;
    private readonly Dictionary<string, long> _failures = new(StringComparer.Ordinal);
    private ArchiveFiller? _filler;
    private PassTally? _told;

    internal ReplicaWork(ScheduledArchive archive, IHttpClientFactory clients, TimeProvider clock)
    {
        _archive = archive;
        _clock = clock;
        _here = archive.Open(clock);
        var options = new SegmentArchiveOptions { TimeProvider = clock, MayBeAbsent = true, HourCacheBytes = 0 };
        _replicas = archive.Replicas.Select(replica => replica.Open(clients, options)).ToList();
    }

    /// <summary>Does one pass.</summary>
    /// <param name="told">Is told all of it.</param>
    /// <param name="cancellationToken">Stops it; what was published stays.</param>
    internal async Task RunAsync(PassTally told, CancellationToken cancellationToken)
    {
        var copies = _archive.CopiesAt(_clock.GetUtcNow(), _clock);
        await CheckIdentityAsync().ConfigureAwait(false);
        if (_archive.Fill is { } fill && (told.IsAsked || !fill.OnlyWhenAsked) && OperatingSystem.IsLinux())
        {
            await FillAsync(fill.ToRequest(copies), told, cancellationToken).ConfigureAwait(false);
            return;
        }

        var records = _here.CompareAsync(_replicas, copies, cancellationToken);
        await foreach (var record in records.ConfigureAwait(false)) told.Report(record);
    }

    /// <summary>Finds out what a filling would do; nothing is fetched and nothing written.</summary>
    /// <param name="told">Is told all of it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<PlannedFill> PlanAsync(FillPlanTally told, CancellationToken cancellationToken)
    {
        if (_archive.Fill is not { } fill || !OperatingSystem.IsLinux())
            throw new InvalidOperationException($"{_archive.Name} is not filled");
        await CheckIdentityAsync().ConfigureAwait(false);
        var planning = new FillPlanning(_here, _replicas);
        var request = fill.ToRequest(_archive.CopiesAt(_clock.GetUtcNow(), _clock));
        await planning.TellAsync(request, told, cancellationToken).ConfigureAwait(false);
        var bytes = await planning.SizeOfAsync(told.Samples, cancellationToken).ConfigureAwait(false);
        return told.ToPlan(Timestamp.FromDateTimeOffset(_clock.GetUtcNow()), bytes, fill.MostFiles);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas) await replica.Archive.DisposeAsync().ConfigureAwait(false);
        await _here.DisposeAsync().ConfigureAwait(false);
    }

    [SupportedOSPlatform("linux")]
    private async Task FillAsync(FillRequest request, PassTally told, CancellationToken cancellationToken)
    {
        _told = told;
        _filler = _filler is null
            ? new ArchiveFiller(_here, _replicas, request) { Progress = new Teller(this), Comparison = new Teller(this) }
            : _filler.WithRequest(request);
        try
        {
            await foreach (var record in _filler.FillAsync(cancellationToken).ConfigureAwait(false)) told.Report(record);
        }
        finally
        {
            foreach (var replica in _replicas) told.AddErrors(replica.Name, CountNewFailures(_filler, replica.Name));
        }
    }

    /// <summary>Sees that the archive is the one that its ledger is of, if there is a ledger yet: nothing is written into another that
    /// stands in its place.</summary>
    /// <exception cref="LedgerException">It is not.</exception>
    private Task<bool> CheckIdentityAsync() => OwnThread.RunAsync(() =>
    {
        if (Directory.Exists(_archive.Audit.Root)) AuditLedger.EnsureUsable(_archive.LedgerPath, _archive.Audit.Root!);
        return true;
    });

    [SupportedOSPlatform("linux")]
    private long CountNewFailures(ArchiveFiller filler, string replica)
    {
        var before = _failures.GetValueOrDefault(replica);
        _failures[replica] = filler.CountFailures(replica);
        return _failures[replica] - before;
    }

    /// <summary>Tells the pass under way.</summary>
    private sealed class Teller(ReplicaWork work) : IProgress<CopyRecord>, IProgress<FillProgress>
    {
        public void Report(CopyRecord value) => work._told?.Report(value);

        public void Report(FillProgress value) => work._told?.Report(value);
    }
}
