using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SegmentPipeline.Web;

/// <summary>Whether the archives of the schedule could be audited now, among the health checks of a host. What stands in the way is its
/// data, by the archive's name.</summary>
internal sealed class ArchivesHealthCheck(Readiness readiness) : IHealthCheck
{
    /// <summary>Its name, and the tag by which a host may choose it or leave it out.</summary>
    internal const string Name = "segmentpipeline";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var causes = await readiness.CausesAsync(cancellationToken).ConfigureAwait(false);
        if (causes.Count == 0) return HealthCheckResult.Healthy();
        var data = new OrderedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var (archive, cause) in causes) data[archive] = cause;
        return HealthCheckResult.Unhealthy($"{causes.Count} of the archives cannot be audited", data: data);
    }
}
