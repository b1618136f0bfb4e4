using Microsoft.AspNetCore.Http;
using SegmentPipeline.Playback;

namespace SegmentPipeline.Web;

/// <summary><c>/cut/…</c>: the video of a range. It is streamed; one that cannot be finished is broken off.</summary>
internal static class CutEndpoint
{
    private const string Ending = ".ts";

    internal static async Task SendAsync(PublishedArchive published, HttpContext context)
    {
        var parts = AddressParts.Read(context.Request);
        var stream = AddressParts.StreamOf(parts[0], parts[1][..^Ending.Length])
            ?? throw PublishedArchive.NotThere("there is no such stream");
        var query = new PublishedQuery(context.Request, published.Clock);
        var isExact = IsExact(query.Text("type"));
        var (holes, preference) = (query.Switch("allow_holes") ? HolePolicy.Allow : HolePolicy.Forbid, query.Preference());
        var range = await RangeAsync(published, stream, query, context.RequestAborted).ConfigureAwait(false);
        var request = new SelectionRequest { Stream = stream, Range = range, Holes = holes, Preference = preference };
        var sequence = await published
            .ReadAsync(stop => published.Archive.SelectAsync(request, stop), context.RequestAborted)
            .ConfigureAwait(false);
        if (sequence.Unreadable.Count > 0) throw PublishedArchive.Unreadable(sequence.Unreadable[0].Cause);
        if (sequence.Segments.Count == 0)
            throw new RequestProblemException(StatusCodes.Status406NotAcceptable, "there is nothing in that range");
        context.Response.ContentType = "video/mp2t";
        if (HttpMethods.IsHead(context.Request.Method)) return;
        if (isExact) await SendExactAsync(published, sequence, context).ConfigureAwait(false);
        else await RoughCut.WriteAsync(sequence, context.Response.Body, null, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>What ffmpeg has to trim is trimmed before anything is sent, so that a client that reads slowly keeps no place of
    /// it.</summary>
    private static async Task SendExactAsync(PublishedArchive published, SegmentSequence sequence, HttpContext context)
    {
        var cut = await published.Cutting
            .RunAsync(
                () => ExactCut.PrepareAsync(sequence, published.Options.Ffmpeg, context.RequestAborted),
                context.RequestAborted)
            .ConfigureAwait(false);
        await using var _ = cut.ConfigureAwait(false);
        await cut.WriteAsync(context.Response.Body, null, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Without a bound: from the first hour, to the end of the last.</summary>
    private static async Task<TimeRange> RangeAsync(
        PublishedArchive published,
        StreamId stream,
        PublishedQuery query,
        CancellationToken cancellationToken)
    {
        var (start, end) = (query.Moment("start"), query.Moment("end"));
        if (start is null || end is null)
        {
            var hours = await published.HoursAsync(stream, cancellationToken).ConfigureAwait(false);
            start ??= hours[0].Start;
            end ??= hours[^1].Start.AddMicroseconds(Timestamp.MicrosecondsPerHour);
        }

        return start < end ? new TimeRange(start.Value, end.Value) : throw PublishedQuery.Bad("the end comes after the start");
    }

    private static bool IsExact(string? type) => type switch
    {
        "rough" => false,
        null or "exact" or "fast" or "smart" => true,
        "mpegts" or "mp4" or "webm" => throw PublishedQuery.Bad(
            $"type: {type} would have to be encoded, which is not done here; ask for rough or exact"),
        _ => throw PublishedQuery.Bad("type is rough or exact"),
    };
}
