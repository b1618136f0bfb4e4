using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary><c>/api/archives</c>, <c>/api/archives/NAME</c>, and asking for a run.</summary>
internal static class ArchiveEndpoints
{
    internal const string NameKey = "name";

    internal static Task ListAsync(HttpContext context)
    {
        _ = new Query(context.Request);
        return JsonReply.SendAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("archives"u8);
            foreach (var archive in ScheduleOf(context).Archives) Write(json, archive);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    internal static Task OneAsync(HttpContext context)
    {
        _ = new Query(context.Request);
        var archive = Asked(context);
        return JsonReply.SendAsync(context, json => Write(json, archive));
    }

    /// <summary>202 with the archive as it is now, whose address says how the run goes; 409 if one is under way or asked for.</summary>
    internal static async Task StartAsync(HttpContext context)
    {
        _ = new Query(context.Request);
        var name = Asked(context).Name;

        await RequestBody.PassOverAsync(context).ConfigureAwait(false);
        if (ScheduleOf(context).TryStart(name) is null)
            throw new RequestProblemException(StatusCodes.Status409Conflict, $"{name} is being audited, or about to be; ask again when that has ended");
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers.Location = ArchiveAddress(context.Request);
        await JsonReply.SendAsync(context, json => Write(json, Asked(context))).ConfigureAwait(false);
    }

    /// <summary>The address of the archive whose runs were asked for, wherever this host has been mapped to.</summary>
    private static string ArchiveAddress(HttpRequest request)
    {
        var path = request.Path.Value!.TrimEnd('/');
        return request.PathBase.Add(path[..path.LastIndexOf('/')]).ToUriComponent();
    }

    /// <summary>The archive that the address names.</summary>
    /// <exception cref="RequestProblemException">There is none.</exception>
    internal static ArchiveStatus Asked(HttpContext context)
    {
        var name = (string)context.GetRouteValue(NameKey)!;
        return ScheduleOf(context).Find(name) ?? throw new RequestProblemException(StatusCodes.Status404NotFound, $"there is no archive '{VisibleText.MakeVisible(name)}'");
    }

    private static AuditSchedule ScheduleOf(HttpContext context) => context.RequestServices.GetRequiredService<AuditSchedule>();

    private static void Write(Utf8JsonWriter json, ArchiveStatus archive) => JsonSerializer.Serialize(json, archive, ReplyJson.Default.ArchiveStatus);
}
