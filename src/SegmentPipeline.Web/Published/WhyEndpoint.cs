using Microsoft.AspNetCore.Http;

namespace SegmentPipeline.Web;

/// <summary><c>/why/CHANNEL/QUALITY</c>: why a moment is covered as it is, or not at all, by what lies on the disk now.</summary>
internal static class WhyEndpoint
{
    internal static async Task SendAsync(PublishedArchive published, HttpContext context)
    {
        var parts = AddressParts.Read(context.Request);
        var stream = AddressParts.StreamOf(parts[0], parts[1]) ?? throw PublishedArchive.NotThere("there is no such stream");
        var query = new PublishedQuery(context.Request, published.Clock);
        var moment = query.Moment("timestamp") ?? throw PublishedQuery.Bad("timestamp is missing: the moment that is asked about");
        var explanation = await ExplainAsync(published, stream, moment, context.RequestAborted).ConfigureAwait(false);
        using var whole = new MemoryStream();
        await MomentJson.WriteAsync(whole, explanation, context.RequestAborted).ConfigureAwait(false);
        context.Response.ContentType = JsonReply.ContentType;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body
                .WriteAsync(whole.GetBuffer().AsMemory(0, (int)whole.Length), context.RequestAborted)
                .ConfigureAwait(false);
    }

    private static async Task<MomentExplanation> ExplainAsync(
        PublishedArchive published, StreamId stream, Timestamp moment, CancellationToken cancellationToken)
    {
        try
        {
            return await published
                .ReadAsync(stop => published.Archive.ExplainAsync(stream, moment, cancellationToken: stop), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw PublishedQuery.Bad("timestamp lies outside the years 1 to 9999");
        }
    }
}
