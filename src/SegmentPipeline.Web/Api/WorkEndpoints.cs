using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary><c>/api/archives/NAME/work</c> and <c>/plan</c>: verifying and filling, as far as it goes and when asked for.</summary>
internal static class WorkEndpoints
{
    internal static JsonHttpResult<ArchiveWork> One(HttpContext context)
    {
        _ = new Query(context.Request);
        var name = ArchiveEndpoints.Asked(context).Name;
        return JsonReply.Make(context.RequestServices.GetRequiredService<ArchiveWorks>().Find(name), ReplyJson.Contract.ArchiveWork);
    }

    /// <summary>The last plan of a filling.</summary>
    internal static JsonHttpResult<FillPlanReply> Plan(HttpContext context)
    {
        _ = new Query(context.Request);
        return PlanOf(context, ArchiveEndpoints.Asked(context).Name, StatusCodes.Status200OK);
    }

    /// <summary>202 if a plan is made now, which this address has then; 409 if something is under way.</summary>
    internal static async Task<JsonHttpResult<FillPlanReply>> MakePlanAsync(HttpContext context)
    {
        _ = new Query(context.Request);
        var name = ArchiveEndpoints.Asked(context).Name;
        ActionGuard.RequireActions(context);
        await RequestBody.RefuseAsync(context).ConfigureAwait(false);
        if (!Filling(context).TryPlan(name)) throw Refused(context, name);
        context.Response.Headers.Location = context.Request.PathBase.Add(context.Request.Path).ToUriComponent();
        return PlanOf(context, name, StatusCodes.Status202Accepted);
    }

    /// <exception cref="RequestProblemException">It is not verified at all, or something is under way.</exception>
    internal static void StartVerification(HttpContext context, string name)
    {
        var schedule = context.RequestServices.GetRequiredService<VerifySchedule>();
        if (schedule.TryStart(name)) return;
        throw Conflict(schedule.Find(name)?.Activity switch
        {
            null => $"{name} is not verified by this host; give it verify in the configuration",
            ArchiveActivity.Running => $"{name} is being verified; ask again when that has ended",
            _ => $"{name} is about to be verified, as soon as its files may be read",
        });
    }

    /// <exception cref="RequestProblemException">It is not filled at all, or something is under way.</exception>
    internal static void StartFilling(HttpContext context, string name)
    {
        if (!Filling(context).TryFill(name)) throw Refused(context, name);
    }

    private static RequestProblemException Refused(HttpContext context, string name)
    {
        if (Filling(context).FindFilling(name) is not { } status)
            return Conflict($"{name} is not filled by this host; give it replicas and fill in the configuration");
        return Conflict((status.Activity, status.Asked) switch
        {
            (FillActivity.Filling, _) => $"{name} is being filled; ask again when that has ended",
            (FillActivity.Comparing, _) => $"{name} is being compared with its other copies; ask again when that has ended",
            (FillActivity.Planning, _) or (_, FillActivity.Planning) => $"a plan for {name} is being made; ask again when that has ended",
            _ => $"{name} is about to be filled",
        });
    }

    private static JsonHttpResult<FillPlanReply> PlanOf(HttpContext context, string name, int status)
    {
        var filling = Filling(context).FindFilling(name) ?? throw Refused(context, name);
        var isPlanning = filling.Activity == FillActivity.Planning || filling.Asked == FillActivity.Planning;
        var reply = new FillPlanReply(isPlanning ? "planning" : "idle", filling.PlanFailure, filling.Plan);
        return JsonReply.Make(reply, ReplyJson.Contract.FillPlanReply, status);
    }

    private static ReplicaSchedule Filling(HttpContext context) => context.RequestServices.GetRequiredService<ReplicaSchedule>();

    private static RequestProblemException Conflict(string detail) => new(StatusCodes.Status409Conflict, detail);
}
