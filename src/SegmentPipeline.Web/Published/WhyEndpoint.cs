using Microsoft.AspNetCore.Http;

namespace SegmentPipeline.Web;

/// <summary><c>/why/CHANNEL/QUALITY</c>: why a moment is covered as it is, or not at all, by what lies on the disk now.</summary>
internal static class WhyEndpoint
{
    private const string Unreadable = "it cannot be read on this host";

    internal static async Task SendAsync(PublishedArchive published, HttpContext context)
    {
        var parts = AddressParts.Read(context.Request);
        var stream = AddressParts.StreamOf(parts[0], parts[1]) ?? throw PublishedArchive.NotThere("there is no such stream");
        var query = new PublishedQuery(context.Request, published.Clock);
        var moment = query.Moment("timestamp") ?? throw PublishedQuery.Bad("timestamp is missing: the moment that is asked about");
        var explanation = await ExplainAsync(published, stream, moment, context.RequestAborted).ConfigureAwait(false);
        using var whole = new MemoryStream();
        await MomentJson.WriteAsync(whole, Shown(explanation), context.RequestAborted).ConfigureAwait(false);
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

    /// <summary>Leaves out what listings do not show either, and what the operating system says of this machine: that is for its log, and
    /// nobody else's business.</summary>
    private static MomentExplanation Shown(MomentExplanation explanation) =>
        explanation with
        {
            Entries =
            [
                .. explanation.Entries
                    .Where(entry => entry.Fate is not (EntryFate.Hidden or EntryFate.Foreign or EntryFate.Tombstoned))
                    .Select(entry => entry.Fate == EntryFate.Unreadable ? entry with { Cause = Unreadable } : entry),
            ],
            Unreadable = [.. explanation.Unreadable.Select(finding => finding with { Cause = Unreadable })],
        };
}
