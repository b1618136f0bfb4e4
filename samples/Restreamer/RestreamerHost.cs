using SegmentPipeline;
using SegmentPipeline.Hosting;
using SegmentPipeline.Playback;

namespace Restreamer;

/// <summary>A web host that plays from an archive.</summary>
public static class RestreamerHost
{
    private const long MostMicroseconds = 24 * Timestamp.MicrosecondsPerHour;

    /// <summary>Builds the host. Kestrel listens on loopback unless <c>--urls</c> says otherwise.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSegmentPipeline(builder.Configuration.GetSection("pipeline"));
        var app = builder.Build();
        app.MapGet("/playlist/{channel}/{quality}.m3u8", PlaylistAsync);
        app.MapGet("/segments/{channel}/{quality}/{hour}/{name}", SegmentFile);
        return app;
    }

    private static async Task<IResult> PlaylistAsync(
        SegmentArchive archive, string channel, string quality, string? start, string? end, HttpResponse response, CancellationToken cancellationToken)
    {
        if (!Timestamp.TryParse(start, out var from) || !Timestamp.TryParse(end, out var to)) return Results.BadRequest("start and end are times: 2026-03-28T22:00:00Z");
        if (from >= to || to.MicrosecondsSince(from) > MostMicroseconds) return Results.BadRequest("end comes after start, and by at most 24 hours");
        if (StreamOf(channel, quality) is not { } stream) return Results.NotFound();
        SegmentSequence sequence;
        try
        {
            sequence = await archive.SelectAsync(stream, new TimeRange(from, to), HolePolicy.Allow, cancellationToken);
        }
        catch (StreamNotFoundException)
        {
            return Results.NotFound();
        }

        response.Headers.CacheControl = "no-store";
        return Results.Stream(body => HlsPlaylist.WriteAsync(sequence, body, "/segments", cancellationToken), HlsPlaylist.MediaType);
    }

    private static IResult SegmentFile(SegmentArchive archive, string channel, string quality, string hour, string name, HttpResponse response)
    {
        if (StreamOf(channel, quality) is not { } stream || !Hour.TryParse(hour, out var inHour)) return Results.NotFound();
        if (archive.FindFile(stream, inHour, name) is not { } path) return Results.NotFound();

        // A segment never changes: its name carries the hash of its content.
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.File(path, "video/mp2t", enableRangeProcessing: true);
    }

    private static StreamId? StreamOf(string channel, string quality)
    {
        try
        {
            return new StreamId(channel, quality);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
