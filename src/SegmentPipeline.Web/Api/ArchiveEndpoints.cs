using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary><c>/api/archives</c>, <c>/api/archives/NAME</c>, and asking for a run.</summary>
internal static class ArchiveEndpoints
{
    internal const string NameKey = "name";

    internal static JsonHttpResult<ArchiveList> List(HttpContext context)
    {
        _ = new Query(context.Request);
        return JsonReply.Make(new ArchiveList(ScheduleOf(context).Archives), ReplyJson.Contract.ArchiveList);
    }

    internal static JsonHttpResult<ArchiveStatus> One(HttpContext context)
    {
        _ = new Query(context.Request);
        return JsonReply.Make(Asked(context), ReplyJson.Contract.ArchiveStatus);
    }

    /// <summary>The other copies of an archive.</summary>
    internal static JsonHttpResult<ArchiveReplicas> Replicas(HttpContext context)
    {
        _ = new Query(context.Request);
        var name = Asked(context).Name;
        var replicas = context.RequestServices.GetRequiredService<ReplicaSchedule>().Find(name)
            ?? new ArchiveReplicas { Name = name, Replicas = [] };
        return JsonReply.Make(replicas, ReplyJson.Contract.ArchiveReplicas);
    }

    /// <summary>202 with the archive as it is now; 409 if such a run is under way or asked for. The address that says how the run goes is
    /// that of the archive, or, of what is no audit, its <c>/work</c>.</summary>
    internal static async Task<JsonHttpResult<ArchiveStatus>> StartAsync(HttpContext context)
    {
        var kind = new Query(context.Request, "kind").Word("kind", "audit", "verify", "fill");
        var name = Asked(context).Name;
        if (kind != "audit") ActionGuard.RequireActions(context);
        await RequestBody.RefuseAsync(context).ConfigureAwait(false);
        if (kind == "audit") StartAudit(context, name);
        else if (kind == "verify") WorkEndpoints.StartVerification(context, name);
        else WorkEndpoints.StartFilling(context, name);
        context.Response.Headers.Location = ArchiveAddress(context.Request) + (kind == "audit" ? "" : "/work");
        return JsonReply.Make(Asked(context), ReplyJson.Contract.ArchiveStatus, StatusCodes.Status202Accepted);
    }

    private static void StartAudit(HttpContext context, string name)
    {
        if (ScheduleOf(context).TryStart(name) is null)
            throw new RequestProblemException(
                StatusCodes.Status409Conflict,
                $"{name} is being audited, or about to be; ask again when that has ended");
    }

    /// <summary>The address of the archive whose runs were asked for, wherever this host has been mapped to.</summary>
    internal static string ArchiveAddress(HttpRequest request)
    {
        var path = request.Path.Value!.TrimEnd('/');
        return request.PathBase.Add(path[..path.LastIndexOf('/')]).ToUriComponent();
    }

    /// <summary>The archive that the address names.</summary>
    /// <exception cref="RequestProblemException">There is none.</exception>
    internal static ArchiveStatus Asked(HttpContext context)
    {
        var name = (string)context.GetRouteValue(NameKey)!;
        return ScheduleOf(context).Find(name)
            ?? throw new RequestProblemException(StatusCodes.Status404NotFound, $"there is no archive '{VisibleText.MakeVisible(name)}'");
    }

    private static AuditSchedule ScheduleOf(HttpContext context) => context.RequestServices.GetRequiredService<AuditSchedule>();
}
