using Microsoft.AspNetCore.Http;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Fleet;

/// <summary>Sends the records of a verdict, a JSON object a line, while they are made.</summary>
internal static class RecordReply
{
    internal const string ContentType = "application/x-ndjson";

    internal static async Task SendAsync(HttpContext context, IEnumerable<FleetRecord> records)
    {
        context.Response.ContentType = ContentType;
        if (HttpMethods.IsHead(context.Request.Method)) return;
        var writer = FleetRecordWriter.CreateNdjson(context.Response.Body);
        foreach (var record in records) await writer.WriteAsync(record, context.RequestAborted);
        await writer.CompleteAsync(context.RequestAborted);
    }
}
