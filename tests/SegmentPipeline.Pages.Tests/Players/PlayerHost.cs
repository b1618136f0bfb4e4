using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SegmentPipeline.Web;

namespace SegmentPipeline.Pages.Tests.Players;

/// <summary>An application that shows an archive, and beside it a page that plays it with hls.js.</summary>
internal sealed class PlayerHost : IAsyncDisposable
{
    /// <summary>Notes what the player has been told and what it has shown: the last part of each segment's address.</summary>
    private const string Page = """
        <!doctype html>
        <meta charset="utf-8">
        <title>Player</title>
        <video muted playsinline></video>
        <script src="/hls.min.js"></script>
        <script>
            const video = document.querySelector("video");
            const seen = { played: [], told: [], faults: [] };
            const nameOf = (fragment) => `${fragment.sn} ${decodeURIComponent(fragment.url.split("/").pop())}`;
            const player = new Hls({ startPosition: 0 });
            player.on(Hls.Events.FRAG_CHANGED, (_, { frag }) => seen.played.push(nameOf(frag)));
            player.on(Hls.Events.LEVEL_LOADED, (_, { details }) => seen.told.push(details.fragments.map(nameOf)));
            player.on(Hls.Events.ERROR, (_, { fatal, details }) => fatal && seen.faults.push(details));
            player.on(Hls.Events.MANIFEST_PARSED, () => video.play());
            player.loadSource(new URLSearchParams(location.search).get("source"));
            player.attachMedia(video);
        </script>
        """;

    private readonly WebApplication _app;
    private readonly SegmentArchive _archive;

    private PlayerHost(WebApplication app, SegmentArchive archive) => (_app, _archive) = (app, archive);

    internal static async Task<PlayerHost> StartAsync(string root, TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(clock);
        var (app, archive) = (builder.Build(), SegmentArchive.Open(root));
        app.MapGet("/player.html", () => Results.Content(Page, "text/html"));
        app.MapGet("/hls.min.js", () => Results.File(Path.Combine(AppContext.BaseDirectory, "hls.min.js"), "text/javascript"));
        app.MapArchive("/", archive);
        await app.StartAsync();
        return new PlayerHost(app, archive);
    }

    /// <summary>The address of the page that plays a playlist.</summary>
    internal string PageOf(string playlist) => $"{_app.Urls.Single()}/player.html?source={Uri.EscapeDataString(playlist)}";

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _archive.DisposeAsync();
    }
}
