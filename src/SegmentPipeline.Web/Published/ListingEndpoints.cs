using Microsoft.AspNetCore.Http;

namespace SegmentPipeline.Web;

/// <summary><c>/files</c>: the names of an archive, level by level. What does not exist has none.</summary>
internal static class ListingEndpoints
{
    internal static async Task ChannelsAsync(PublishedArchive published, HttpContext context)
    {
        var channels = await published.ListAsync(published.Archive.ListChannelsAsync, context.RequestAborted).ConfigureAwait(false);
        await SendAsync(context, channels.Select(NameOf)).ConfigureAwait(false);
    }

    internal static async Task QualitiesAsync(PublishedArchive published, HttpContext context)
    {
        IReadOnlyList<string> qualities = AddressParts.NameOf(AddressParts.Read(context.Request)[0]) is { } channel
            ? await published
                .ListAsync(stop => published.Archive.ListQualitiesAsync(channel, stop), context.RequestAborted)
                .ConfigureAwait(false)
            : [];
        await SendAsync(context, qualities.Select(NameOf)).ConfigureAwait(false);
    }

    internal static async Task HoursAsync(PublishedArchive published, HttpContext context)
    {
        var parts = AddressParts.Read(context.Request);
        IReadOnlyList<Hour> hours = AddressParts.StreamOf(parts[0], parts[1]) is { } stream
            ? await published
                .ListAsync(stop => published.Archive.ListHoursAsync(stream, stop), context.RequestAborted)
                .ConfigureAwait(false)
            : [];
        await SendAsync(context, hours.Select(hour => NameOf(hour.ToString()))).ConfigureAwait(false);
    }

    /// <summary>The names of an hour. The digest of all of them is its entity tag, so that whoever has it already is told only
    /// that.</summary>
    internal static async Task NamesAsync(PublishedArchive published, HttpContext context)
    {
        var parts = AddressParts.Read(context.Request);
        var hasTombstones = new PublishedQuery(context.Request, published.Clock).Switch("tombstones");
        var names = AddressParts.StreamOf(parts[0], parts[1]) is { } stream && AddressParts.HourOf(parts[2]) is { } hour
                ? await published
                    .ReadAsync(stop => published.Archive.ListHourNamesAsync(stream, hour, stop), context.RequestAborted)
                    .ConfigureAwait(false)
            : new HourNames { Outcome = ListingOutcome.Absent };
        await published.CheckAsync(names.Outcome, names.Cause, context.RequestAborted).ConfigureAwait(false);
        var all = names.GetAll();
        var tag = $"\"{HourNamesDigest.FromNames(all).Sha256}\"";
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.ETag = $"W/{tag}"; // The same names may be sent packed.
        if (context.Request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await SendAsync(context, hasTombstones ? all : names.Files).ConfigureAwait(false);
    }

    private static async Task SendAsync(HttpContext context, IEnumerable<ReadOnlyMemory<byte>> names)
    {
        using var reply = new LongReply(context);
        await NameArray.WriteAsync(reply, names).ConfigureAwait(false);
    }

    private static ReadOnlyMemory<byte> NameOf(string text) => RawName.Unescape(text);
}
