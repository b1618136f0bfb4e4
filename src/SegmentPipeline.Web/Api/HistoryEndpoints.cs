using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Ledger;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary><c>/api/archives/NAME/runs</c>, <c>/holes</c> and <c>/corrupt</c>: what the ledger knows.</summary>
internal static class HistoryEndpoints
{
    private const int MostRuns = 100;
    private const int MostFindings = 1000;
    private const int FurthestFinding = 1_000_000;

    internal static async Task RunsAsync(HttpContext context)
    {
        var query = new Query(context.Request, "limit", "stream", "kind");
        var name = ArchiveEndpoints.Asked(context).Name;
        var most = query.Count("limit", 20, 1, MostRuns);
        var stream = query.Stream("stream");
        var kind = KindOf(query.Word("kind", "all", "audit", "fill", "verify"));
        var runs = await ReadAsync(context, history => history.RunsWithoutStreams(name, most, stream, kind)).ConfigureAwait(false);
        using var reply = new LongReply(context);
        try
        {
            reply.Json.WriteStartObject();
            reply.Json.WriteStartArray("runs"u8);
            foreach (var run in runs) await WriteRunAsync(context, reply, name, run, stream).ConfigureAwait(false);
            reply.Json.WriteEndArray();
            reply.Json.WriteEndObject();
            await reply.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception cause) when (context.Response.HasStarted && cause is (RequestProblemException or AuditFailedException))
        {
            // Half an answer that looks whole would be worse than none.
            context.Abort();
        }
    }

    /// <summary>A run at a time is in memory.</summary>
    private static async Task WriteRunAsync(HttpContext context, LongReply reply, string name, LedgerRun run, StreamId? only)
    {
        LedgerJson.BeginRun(reply.Json, run);
        foreach (var stream in await ReadAsync(context, history => history.StreamsOf(name, run.Id, only)).ConfigureAwait(false))
        {
            LedgerJson.WriteStream(reply.Json, stream);
            await reply.SendIfLongAsync().ConfigureAwait(false);
        }

        LedgerJson.EndRun(reply.Json);
    }

    internal static async Task<JsonHttpResult<HoleList>> HolesAsync(HttpContext context)
    {
        var query = new Query(context.Request, "stream", "from", "to", "state", "skip", "limit", "cursor");
        var name = ArchiveEndpoints.Asked(context).Name;
        var filter = new LedgerFindingFilter
        {
            Stream = query.Stream("stream"),
            From = query.Time("from"),
            To = query.Time("to"),
            OpenOnly = query.Word("state", "open", "all") == "open",
            After = query.Cursor("cursor"),
        };
        var skip = SkipOf(query, hasCursor: filter.After is not null);
        var most = query.Count("limit", 100, 1, MostFindings);
        var holes = await ReadAsync(context, history => history.Findings(name, filter, skip, most + 1)).ConfigureAwait(false);
        var hasMore = holes.Count > most;
        var list = new HoleList([.. holes.Take(most)], hasMore, hasMore ? holes[most - 1].Cursor.ToString() : null);
        return JsonReply.Make(list, ReplyJson.Contract.HoleList);
    }

    internal static async Task<JsonHttpResult<CorruptList>> CorruptAsync(HttpContext context)
    {
        var query = new Query(context.Request, "stream", "from", "to", "state", "skip", "limit", "cursor");
        var name = ArchiveEndpoints.Asked(context).Name;
        var filter = new LedgerCorruptFilter
        {
            Stream = query.Stream("stream"),
            From = query.Time("from"),
            To = query.Time("to"),
            OpenOnly = query.Word("state", "open", "all") == "open",
            After = query.Number("cursor"),
        };
        var skip = SkipOf(query, hasCursor: filter.After is not null);
        var most = query.Count("limit", 100, 1, MostFindings);
        var files = await ReadAsync(context, history => history.CorruptFiles(name, filter, skip, most + 1)).ConfigureAwait(false);
        var hasMore = files.Count > most;
        var cursor = hasMore ? files[most - 1].Id.ToString(CultureInfo.InvariantCulture) : null;
        return JsonReply.Make(new CorruptList([.. files.Take(most)], hasMore, cursor), ReplyJson.Contract.CorruptList);
    }

    private static int SkipOf(Query query, bool hasCursor)
    {
        var skip = query.Count("skip", 0, 0, FurthestFinding);
        return skip == 0 || !hasCursor
            ? skip
            : throw new RequestProblemException(StatusCodes.Status400BadRequest, "skip and cursor: give one of them");
    }

    private static LedgerRunKind? KindOf(string word) => word == "all" ? null : Enum.Parse<LedgerRunKind>(word, ignoreCase: true);

    private static Task<T> ReadAsync<T>(HttpContext context, Func<ArchiveHistory, T> read)
    {
        var history = context.RequestServices.GetRequiredService<ArchiveHistory>();
        return context.RequestServices.GetRequiredService<BoundedReads>().ReadAsync(() => read(history), context.RequestAborted);
    }
}
