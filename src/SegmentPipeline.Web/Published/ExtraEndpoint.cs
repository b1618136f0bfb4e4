using Microsoft.AspNetCore.Http;

namespace SegmentPipeline.Web;

/// <summary><c>/extras/DIRECTORY</c>: the files below one of the extra directories.</summary>
internal static class ExtraEndpoint
{
    internal static async Task SendAsync(PublishedArchive published, HttpContext context)
    {
        var directory = AddressParts.Read(context.Request)[0];
        if (!published.Options.Extras.Contains(RawName.ToText(directory)))
            throw PublishedArchive.NotThere("there is no such extra directory");
        var files = await published
            .ListAsync(stop => published.Archive.ListExtrasAsync(directory, stop), context.RequestAborted)
            .ConfigureAwait(false);
        using var reply = new LongReply(context);
        await NameArray.WriteAsync(reply, files).ConfigureAwait(false);
    }
}
