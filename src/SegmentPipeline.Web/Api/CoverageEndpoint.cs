using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace SegmentPipeline.Web;

/// <summary><c>/api/archives/NAME/coverage</c>: how time is covered, column by column, at any zoom.</summary>
internal static class CoverageEndpoint
{
    internal const int MostColumns = 4096;
    internal const int MostStreams = 200;

    /// <summary>Columns of all streams of an answer: fewer streams come in one of many columns.</summary>
    internal const int MostCells = 1 << 17;

    private const int NormalColumns = 1000;

    internal static async Task SendAsync(HttpContext context)
    {
        var query = new Query(context.Request, "from", "to", "columns", "stream", "limit", "cursor");
        var name = ArchiveEndpoints.Asked(context).Name;
        var (from, to, stream, after) = (query.Time("from"), query.Time("to"), query.Stream("stream"), query.Stream("cursor"));
        var columns = query.Count("columns", NormalColumns, 1, MostColumns);
        var most = Math.Min(query.Count("limit", MostStreams, 1, MostStreams), MostCells / columns);
        var cache = context.RequestServices.GetRequiredService<CoverageCache>();
        var coverage = await cache.ReadAsync(name, context.RequestAborted).ConfigureAwait(false);
        var page = new CoveragePage(coverage, stream, after, most);
        var range = RangeOf(page, from, to, columns);
        var bounds = string.Create(CultureInfo.InvariantCulture, $"{range?.Start.UnixMicroseconds:x}-{range?.End.UnixMicroseconds:x}");
        if (EntityTags.IsHeldOfData(context, $"{coverage?.Version ?? default}-{bounds}")) return;
        using var reply = new LongReply(context);
        await CoverageReply.WriteAsync(reply, page, range, columns).ConfigureAwait(false);
        await reply.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>What is looked at: what was asked for, or from the first to the last moment that was audited of all streams; null if that
    /// is nothing.</summary>
    private static TimeRange? RangeOf(CoveragePage page, Timestamp? from, Timestamp? to, int columns)
    {
        var whole = page.Window;
        var (start, end) = (from ?? whole?.Start, to ?? whole?.End);
        if (start is null || end is null) return null;
        if (start >= end && (from is null || to is null)) return null;
        return end.Value.UnixMicroseconds - start.Value.UnixMicroseconds >= columns
            ? new TimeRange(start.Value, end.Value)
            : throw new RequestProblemException(
                StatusCodes.Status400BadRequest,
                $"from and to: a column is a microsecond long at least, so {columns} of them need a range of as many, and from comes before to");
    }
}
