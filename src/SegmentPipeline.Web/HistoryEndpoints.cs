using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Hosting.Scheduling;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Web;

/// <summary><c>/api/archives/NAME/runs</c> and <c>/holes</c>: what the ledger knows.</summary>
internal static class HistoryEndpoints
{
    private const int MostRuns = 100;
    private const int MostHoles = 1000;
    private const int FurthestHole = 1_000_000;

    internal static async Task RunsAsync(HttpContext context)
    {
        var query = new Query(context.Request, "limit", "stream");
        var name = ArchiveEndpoints.Asked(context).Name;
        var most = query.Count("limit", 20, 1, MostRuns);
        var stream = query.Stream("stream");
        var runs = await ReadAsync(context, history => history.Runs(name, most, stream)).ConfigureAwait(false);
        await JsonReply.SendAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("runs"u8);
            foreach (var run in runs) LedgerJson.WriteRun(json, run);
            json.WriteEndArray();
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    internal static async Task HolesAsync(HttpContext context)
    {
        var query = new Query(context.Request, "stream", "from", "to", "state", "skip", "limit");
        var name = ArchiveEndpoints.Asked(context).Name;
        var filter = new LedgerFindingFilter
        {
            Stream = query.Stream("stream"),
            From = query.Time("from"),
            To = query.Time("to"),
            OpenOnly = query.Word("state", "open", "all") == "open",
        };
        var skip = query.Count("skip", 0, 0, FurthestHole);
        var most = query.Count("limit", 100, 1, MostHoles);
        var holes = await ReadAsync(context, history => history.Findings(name, filter, skip, most + 1)).ConfigureAwait(false);
        await JsonReply.SendAsync(context, json => WriteHoles(json, holes, most)).ConfigureAwait(false);
    }

    private static void WriteHoles(Utf8JsonWriter json, IReadOnlyList<LedgerFinding> holes, int most)
    {
        json.WriteStartObject();
        json.WriteStartArray("holes"u8);
        foreach (var hole in holes.Take(most)) LedgerJson.WriteHole(json, hole);
        json.WriteEndArray();
        json.WriteBoolean("more"u8, holes.Count > most);
        json.WriteEndObject();
    }

    private static Task<T> ReadAsync<T>(HttpContext context, Func<ArchiveHistory, T> read)
    {
        var history = context.RequestServices.GetRequiredService<ArchiveHistory>();
        return context.RequestServices.GetRequiredService<BoundedReads>().ReadAsync(() => read(history), context.RequestAborted);
    }
}
