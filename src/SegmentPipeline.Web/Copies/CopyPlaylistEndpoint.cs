using Microsoft.AspNetCore.Http;

namespace SegmentPipeline.Web;

/// <summary><c>/api/archives/NAME/replicas/REPLICA/playlist/…</c>: a playlist of what a copy lists, written here; nothing of a playlist
/// that somebody else has written is passed on.</summary>
internal static class CopyPlaylistEndpoint
{
    /// <summary>Each hour of a range is a listing that has to be fetched.</summary>
    private const long MostHours = 3;

    internal static Task SendAsync(PublishedArchive copy, HttpContext context)
    {
        var query = new PublishedQuery(context.Request, copy.Clock);
        if (query.Moment("start") is not { } start || query.Moment("end") is not { } end
            || end.MicrosecondsSince(start) > MostHours * Timestamp.MicrosecondsPerHour)
            throw PublishedQuery.Bad($"of another copy playlists are given for a start and an end, {MostHours} hours apart at most");
        return PlaylistEndpoints.MediaAsync(copy, context);
    }
}
