using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SegmentPipeline.Web;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: its archives and their ledgers can be used. Other checks of a host
/// are not asked for either.</summary>
internal static class HealthEndpoints
{
    internal static HealthCheckOptions Alive => new()
    {
        Predicate = _ => false,
        AllowCachingResponses = true, // The guard has said already that nothing is to be kept.
        ResponseWriter = (context, _) => SendAsync(context, "alive"),
    };

    internal static HealthCheckOptions Ready => new()
    {
        Predicate = check => check.Name == ArchivesHealthCheck.Name,
        AllowCachingResponses = true,
        ResponseWriter = SendAsync,
    };

    /// <summary>Puts before checks that nothing is asked of them.</summary>
    internal static RequestDelegate WithoutQuery(RequestDelegate next) => context =>
    {
        _ = new Query(context.Request);
        return next(context);
    };

    private static Task SendAsync(HttpContext context, HealthReport report)
    {
        var archives = report.Entries[ArchivesHealthCheck.Name];
        if (archives.Exception is { } defect) ExceptionDispatchInfo.Throw(defect);
        if (archives.Status == HealthStatus.Healthy) return SendAsync(context, "ready");
        IReadOnlyList<UnreadyArchive> unready = [.. archives.Data.Select(pair => new UnreadyArchive(pair.Key, (string)pair.Value))];
        return Problem.SendAsync(context, StatusCodes.Status503ServiceUnavailable, archives.Description!, unready);
    }

    private static Task SendAsync(HttpContext context, string status) =>
        JsonReply.SendAsync(context, JsonReply.Make(new HealthReply(status), ReplyJson.Contract.HealthReply));
}
