using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary>Whether the archives of the schedule could be audited now. One whose disk hangs keeps nobody from hearing of the
/// others.</summary>
internal sealed class Readiness(ArchiveReadiness readiness, AuditSchedule schedule, TimeProvider clock)
{
    private readonly ReadinessProbe[] _probes =
    [
        .. schedule.Archives.Select(archive => new ReadinessProbe(archive.Name, readiness.CauseOf, clock)),
    ];

    /// <summary>What stands in the way, archive by archive; empty if nothing does.</summary>
    internal async Task<IReadOnlyList<(string Archive, string Cause)>> CausesAsync(CancellationToken cancellationToken)
    {
        var causes = await Task.WhenAll(_probes.Select(probe => probe.CauseAsync(cancellationToken))).ConfigureAwait(false);
        return [.. _probes.Zip(causes).Where(pair => pair.Second is not null).Select(pair => (pair.First.Archive, pair.Second!))];
    }
}
