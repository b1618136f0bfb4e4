using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SegmentPipeline.Playback;

namespace SegmentPipeline.Web;

/// <summary>Puts the addresses of an archive into an application: for players, for people who cut videos, and for other nodes.</summary>
public static class ArchiveEndpointExtensions
{
    private const int MostReadsAtOnce = 32;

    private static readonly string[] Reading = ["GET", "HEAD"];

    /// <summary>Maps listings, digests of hours, files, playlists, cuts and pictures of an archive. Nothing needs to be registered for it.
    /// Pages of any site may read the answers.</summary>
    /// <param name="endpoints">Where to: an application, or a group with a prefix of its own.</param>
    /// <param name="prefix">What stands before all addresses, such as <c>/archives/main</c>; <c>/</c> for nothing.</param>
    /// <param name="archive">The archive. It is not disposed of.</param>
    /// <param name="options">How it is shown; null for the defaults.</param>
    /// <returns>All addresses together, for what is to hold for each of them, such as <c>RequireAuthorization</c>.</returns>
    /// <remarks>Source: semantics §8. A registered <see cref="TimeProvider"/> is the clock.</remarks>
    public static IEndpointConventionBuilder MapArchive(
        this IEndpointRouteBuilder endpoints, string prefix, SegmentArchive archive, PublishedArchiveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(archive);
        var clock = endpoints.ServiceProvider.GetService<TimeProvider>() ?? TimeProvider.System;
        var published = new PublishedArchive(
            archive,
            options ?? new PublishedArchiveOptions(),
            new BoundedReads(clock, "archive", MostReadsAtOnce),
            clock);
        var requests = new PublishedRequests(
            published,
            endpoints.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger(Log.Category));
        var packing = Packing(endpoints.ServiceProvider);
        var group = endpoints.MapGroup(prefix);
        Map("/files", ListingEndpoints.ChannelsAsync);
        Map("/files/{channel}", ListingEndpoints.QualitiesAsync);
        Map("/files/{channel}/{quality}", ListingEndpoints.HoursAsync);
        Map("/files/{channel}/{quality}/{hour}", ListingEndpoints.NamesAsync);
        Map("/hours/{channel}/{quality}", DigestEndpoint.SendAsync);
        Map("/extras/{directory}", ExtraEndpoint.SendAsync);
        Map("/why/{channel}/{quality}", WhyEndpoint.SendAsync);
        Map("/playlist/{channel}.m3u8", PlaylistEndpoints.MasterAsync);
        Map("/playlist/{channel}/{quality}.m3u8", PlaylistEndpoints.MediaAsync);
        MapAsItIs("/segments/{**path}", FileEndpoint.SendAsync);
        MapAsItIs("/bundle/{channel}/{quality}/{hour}", BundleEndpoint.SendAsync);
        MapAsItIs("/cut/{channel}/{quality}.ts", CutEndpoint.SendAsync);
        MapAsItIs("/frame/{channel}/{quality}.png", FrameEndpoint.SendAsync);
        return group;

        void Map(string pattern, Func<PublishedArchive, HttpContext, Task> handleAsync) =>
            group.MapMethods(pattern, Reading, new ResponseCompressionMiddleware(requests.Around(handleAsync), packing).Invoke);

        void MapAsItIs(string pattern, Func<PublishedArchive, HttpContext, Task> handleAsync) =>
            group.MapMethods(pattern, Reading, requests.Around(handleAsync));
    }

    /// <summary>Lists of names become a tenth of their size. There are no secrets in them that their length could tell.</summary>
    private static ResponseCompressionProvider Packing(IServiceProvider services) =>
        new(
            services,
            Options.Create(
                new ResponseCompressionOptions { EnableForHttps = true, MimeTypes = [JsonReply.ContentType, HlsPlaylist.MediaType] }
            ));
}
