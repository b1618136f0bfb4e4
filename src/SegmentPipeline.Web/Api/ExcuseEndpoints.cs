using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Hosting;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary><c>/api/archives/NAME/excuses</c>: ranges that somebody has said are not expected to be covered.</summary>
internal static class ExcuseEndpoints
{
    internal const string IdKey = "id";

    internal static async Task<JsonHttpResult<ExcuseList>> ListAsync(HttpContext context)
    {
        _ = new Query(context.Request);
        var name = ArchiveEndpoints.Asked(context).Name;
        var excuses = await DoAsync(context, excuses => excuses.Read(name)).ConfigureAwait(false);
        return JsonReply.Make(new ExcuseList(excuses), ReplyJson.Contract.ExcuseList);
    }

    /// <summary>201 with the excuse and its address; the next audit takes it.</summary>
    internal static async Task<JsonHttpResult<Excuse>> AddAsync(HttpContext context)
    {
        _ = new Query(context.Request);
        var name = ArchiveEndpoints.Asked(context).Name;
        ActionGuard.RequireActions(context);
        var excuse = await ExcuseBody.ReadAsync(context).ConfigureAwait(false);
        if (!await DoAsync(context, excuses => excuses.TryAdd(name, excuse)).ConfigureAwait(false))
            throw new RequestProblemException(
                StatusCodes.Status409Conflict, $"{name} has {ArchiveExcuses.Most} excuses already; take back some, or let expect say so");
        context.Response.Headers.Location = context.Request.PathBase.Add($"{context.Request.Path.Value!.TrimEnd('/')}/{excuse.Id}").ToUriComponent();
        return JsonReply.Make(excuse, ReplyJson.Contract.Excuse, StatusCodes.Status201Created);
    }

    /// <summary>204 if it is taken back.</summary>
    internal static async Task RemoveAsync(HttpContext context)
    {
        _ = new Query(context.Request);
        var name = ArchiveEndpoints.Asked(context).Name;
        ActionGuard.RequireActions(context);
        var id = (string)context.GetRouteValue(IdKey)!;
        await RequestBody.RefuseAsync(context).ConfigureAwait(false);
        if (!await DoAsync(context, excuses => excuses.TryRemove(name, id)).ConfigureAwait(false))
            throw new RequestProblemException(StatusCodes.Status404NotFound, $"{name} has no such excuse");
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static Task<T> DoAsync<T>(HttpContext context, Func<ArchiveExcuses, T> act)
    {
        var excuses = context.RequestServices.GetRequiredService<ArchiveExcuses>();
        return context.RequestServices.GetRequiredService<BoundedReads>().ReadAsync(() => act(excuses), context.RequestAborted);
    }
}
