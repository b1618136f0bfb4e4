using Microsoft.Extensions.Options;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Scheduling;

/// <summary>Says whether scheduled archives could be audited now. Reads disks; call it where that may take a while.</summary>
public sealed class ArchiveReadiness
{
    /// <summary>How long a disk may take to say whether an archive is there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IOptions<ServeOptions> _options;
    private readonly TimeProvider _clock;

    internal ArchiveReadiness(IOptions<ServeOptions> options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
    }

    /// <summary>What stands in the way of an audit, archive by archive: a root that is not there or not an archive, or not the ledger's; a
    /// ledger or a report that cannot be written.</summary>
    /// <returns>Names of archives and causes; empty if all could be audited.</returns>
    public IReadOnlyList<(string Archive, string Cause)> Causes()
    {
        var causes = new List<(string, string)>();
        foreach (var archive in _options.Value.Archives)
        {
            if (CauseOf(archive, _clock) is { } cause) causes.Add((archive.Name!, cause));
        }

        return causes;
    }

    /// <summary>What stands in the way of an audit of one archive.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The cause; null if it could be audited.</returns>
    /// <exception cref="ArgumentException">No archive has that name.</exception>
    public string? CauseOf(string name) => _options.Value.Archives.FirstOrDefault(archive => archive.Name == name) is { } archive
        ? CauseOf(archive, _clock)
        : throw new ArgumentException($"there is no archive '{name}'", nameof(name));

    /// <summary>What stands in the way of an audit of one archive, on a thread of its own; that the disk does not answer, if it does not in
    /// time.</summary>
    internal static async Task<string?> CauseInTimeAsync(ScheduledArchive archive, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            return await OwnThread
                .RunAsync(() => CauseOf(archive, clock))
                .WaitAsync(Patience, clock, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return $"its disk has not answered for {Patience.TotalSeconds:0} s";
        }
    }

    /// <summary>Why every audit of an archive would fail as things are; null if it would not.</summary>
    internal static string? CauseOf(ScheduledArchive archive, TimeProvider clock)
    {
        var cause = CauseOfRoot(archive, clock) ?? CauseOfLedger(archive) ?? CauseOfReports(archive, clock);
        return cause is null ? null : VisibleText.MakeVisible(cause);
    }

    /// <summary>Why the root cannot be audited; null if it can.</summary>
    internal static string? CauseOfRoot(ScheduledArchive archive, TimeProvider clock)
    {
        if (!Directory.Exists(archive.Audit.Root)) return $"there is no directory {archive.Audit.Root}";
        try
        {
            archive.Open(clock).EnsureAuditableAsync(archive.RequestAt(clock.GetUtcNow())).GetAwaiter().GetResult();
            return null;
        }
        catch (Exception fault) when (fault is AuditFailedException or StreamNotFoundException)
        {
            return fault.Message;
        }
    }

    /// <summary>Why the ledger cannot be used, of a root that is there; null if it can. It is not changed.</summary>
    internal static string? CauseOfLedger(ScheduledArchive archive)
    {
        try
        {
            AuditLedger.EnsureUsable(archive.LedgerPath, archive.Audit.Root!);
            return null;
        }
        catch (AuditFailedException fault)
        {
            return fault.Message;
        }
    }

    private static string? CauseOfReports(ScheduledArchive archive, TimeProvider clock) =>
        archive.Reports.Select(report => CauseOfReport(report, archive, clock)).FirstOrDefault(cause => cause is not null);

    /// <summary>Why a report cannot be written; null if nothing is known to stand in the way.</summary>
    internal static string? CauseOfReport(ScheduledReport report, ScheduledArchive archive, TimeProvider clock)
    {
        var path = Path.GetFullPath(report.PathAt(clock.GetUtcNow(), archive.TimeZone));
        if (Directory.Exists(path)) return $"cannot write the report {path}: it is a directory";
        return WriteAccess.ObstacleToNewFiles(Path.GetDirectoryName(path)!) is { } obstacle
            ? $"cannot write the report {path}: {obstacle}"
            : null;
    }
}
