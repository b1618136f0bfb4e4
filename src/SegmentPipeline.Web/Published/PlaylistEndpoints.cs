using Microsoft.AspNetCore.Http;
using SegmentPipeline.Playback;

namespace SegmentPipeline.Web;

/// <summary><c>/playlist/…</c>: what players are given.</summary>
internal static class PlaylistEndpoints
{
    private const long MostImplicitMicroseconds = 12 * Timestamp.MicrosecondsPerHour;
    private const string Ending = ".m3u8";

    /// <summary>What is only text.</summary>
    private const string Chat = "chat";

    internal static async Task MasterAsync(PublishedArchive published, HttpContext context)
    {
        var channel = AddressParts.NameOf(NameIn(AddressParts.Read(context.Request)[0]))
            ?? throw PublishedArchive.NotThere("there is no such channel");
        var query = new PublishedQuery(context.Request, published.Clock);
        var (start, end) = (query.Moment("start"), query.Moment("end"));
        _ = query.Preference();
        var qualities = await published
            .ListAsync(stop => published.Archive.ListQualitiesAsync(channel, stop), context.RequestAborted)
            .ConfigureAwait(false);
        if (qualities.Count == 0) throw PublishedArchive.NotThere($"there is nothing of {VisibleText.MakeVisible(channel)}");
        var streams = new List<StreamId>();
        foreach (var stream in qualities.Where(quality => quality != Chat).Select(quality => new StreamId(channel, quality)))
        {
            if (await HasHoursAsync(published, stream, start, end, context.RequestAborted).ConfigureAwait(false)) streams.Add(stream);
        }

        context.Response.ContentType = HlsPlaylist.MediaType;
        if (!HttpMethods.IsHead(context.Request.Method))
            await HlsMasterPlaylist
                .WriteAsync(streams, context.Response.Body, context.Request.QueryString.Value ?? "", context.RequestAborted)
                .ConfigureAwait(false);
    }

    internal static async Task MediaAsync(PublishedArchive published, HttpContext context)
    {
        var parts = AddressParts.Read(context.Request);
        var stream = AddressParts.StreamOf(parts[0], NameIn(parts[1])) ?? throw PublishedArchive.NotThere("there is no such stream");
        var query = new PublishedQuery(context.Request, published.Clock);
        var (start, end) = (query.Moment("start"), query.Moment("end"));
        var preference = query.Preference();
        var range = await RangeAsync(published, stream, start, end, context.RequestAborted).ConfigureAwait(false);
        var request = new SelectionRequest { Stream = stream, Range = range, Preference = preference };
        var sequence = await published
            .ReadAsync(stop => published.Archive.SelectAsync(request, stop), context.RequestAborted)
            .ConfigureAwait(false);
        if (sequence.Unreadable.Count > 0) throw PublishedArchive.Unreadable(sequence.Unreadable[0].Cause);
        var told = await published
            .ReadAsync(stop => published.Playlists.ExtendAsync(sequence, start, published.Now, stop).AsTask(), context.RequestAborted)
            .ConfigureAwait(false);
        context.Response.ContentType = HlsPlaylist.MediaType;
        if (!HttpMethods.IsHead(context.Request.Method))
            await HlsPlaylist.WriteMediaAsync(told, context.Response.Body, "../../segments", context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The range of a playlist. Without an end it reaches an hour beyond the last, so that it never ends.</summary>
    internal static async Task<TimeRange> RangeAsync(
        PublishedArchive published,
        StreamId stream,
        Timestamp? start,
        Timestamp? end,
        CancellationToken cancellationToken)
    {
        if (start is null || end is null)
        {
            var hours = await published.HoursAsync(stream, cancellationToken).ConfigureAwait(false);
            var isTooLong =
                (end ?? hours[^1].Start.AddMicroseconds(Timestamp.MicrosecondsPerHour)).MicrosecondsSince(start ?? hours[0].Start)
                > MostImplicitMicroseconds;
            if (isTooLong) throw PublishedQuery.Bad("more than 12 hours are given only for both a start and an end");
            start ??= hours[0].Start;
            end ??= hours[^1].Start.AddMicroseconds(2 * Timestamp.MicrosecondsPerHour);
        }

        return start <= end ? new TimeRange(start.Value, end.Value) : new TimeRange(start.Value, start.Value);
    }

    private static async Task<bool> HasHoursAsync(
        PublishedArchive published,
        StreamId stream,
        Timestamp? start,
        Timestamp? end,
        CancellationToken cancellationToken)
    {
        if (start is null && end is null) return true;
        var hours = await published
            .ListAsync(stop => published.Archive.ListHoursAsync(stream, stop), cancellationToken)
            .ConfigureAwait(false);
        return hours.Any(hour =>
            (end is null || hour.Start < end) && (start is null || hour.Start.AddMicroseconds(Timestamp.MicrosecondsPerHour) > start));
    }

    private static byte[] NameIn(byte[] part) => part[..^Ending.Length];
}
