using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace SegmentPipeline.Web;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: its archives and their ledgers can be used.</summary>
internal static class HealthEndpoints
{
    internal static Task AliveAsync(HttpContext context)
    {
        _ = new Query(context.Request);
        return JsonReply.SendAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("status"u8, "alive"u8);
            json.WriteEndObject();
        });
    }

    internal static async Task ReadyAsync(HttpContext context)
    {
        _ = new Query(context.Request);
        var causes = await context.RequestServices.GetRequiredService<Readiness>().CausesAsync(context.RequestAborted).ConfigureAwait(false);
        if (causes.Count == 0)
        {
            await JsonReply.SendAsync(context, json =>
            {
                json.WriteStartObject();
                json.WriteString("status"u8, "ready"u8);
                json.WriteEndObject();
            }).ConfigureAwait(false);
            return;
        }

        await Problem.SendAsync(context, StatusCodes.Status503ServiceUnavailable, $"{causes.Count} of the archives cannot be audited", json =>
        {
            json.WriteStartArray("archives"u8);
            foreach (var (archive, cause) in causes)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, archive);
                json.WriteString("cause"u8, cause);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }).ConfigureAwait(false);
    }
}
