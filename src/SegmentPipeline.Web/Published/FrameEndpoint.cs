using Microsoft.AspNetCore.Http;
using SegmentPipeline.Playback;

namespace SegmentPipeline.Web;

/// <summary><c>/frame/…</c>: the picture that is shown at a moment.</summary>
internal static class FrameEndpoint
{
    private const string Ending = ".png";

    internal static async Task SendAsync(PublishedArchive published, HttpContext context)
    {
        var parts = AddressParts.Read(context.Request);
        var stream = AddressParts.StreamOf(parts[0], parts[1][..^Ending.Length])
            ?? throw PublishedArchive.NotThere("there is no such stream");
        var query = new PublishedQuery(context.Request, published.Clock);
        var moment = query.Moment("timestamp") ?? throw PublishedQuery.Bad("timestamp is missing: the moment whose picture is asked for");
        var range = new TimeRange(moment, moment.AddMicroseconds(1));
        var sequence = await published
            .ReadAsync(stop => published.Archive.SelectAsync(stream, range, HolePolicy.Allow, stop), context.RequestAborted)
            .ConfigureAwait(false);
        var segment = sequence.Segments.FirstOrDefault(segment => segment.Start <= moment);
        var picture =
            sequence.Segments.Count == 0
                ? null
                : await published.Picturing
                    .RunAsync(
                        () => FramePicture.ReadPngAsync(segment, moment, published.Options.Ffmpeg, context.RequestAborted),
                        context.RequestAborted)
                    .ConfigureAwait(false);
        if (picture is null) throw new RequestProblemException(StatusCodes.Status406NotAcceptable, "nothing is shown at that moment");
        context.Response.ContentType = "image/png";
        context.Response.ContentLength = picture.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(picture, context.RequestAborted).ConfigureAwait(false);
    }
}
