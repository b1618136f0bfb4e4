using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using SegmentPipeline.Web;

namespace SegmentPipeline.Replicas.Tests.Http;

/// <summary>A node of ours that serves an archive on a free port of loopback.</summary>
internal sealed class OwnNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SegmentArchive _archive;

    private readonly ConcurrentQueue<string> _paths;

    private OwnNode(WebApplication app, SegmentArchive archive, ConcurrentQueue<string> paths) =>
        (_app, _archive, _paths) = (app, archive, paths);

    internal string Address => _app.Urls.Single();

    /// <summary>The paths that were asked for.</summary>
    internal IReadOnlyCollection<string> Paths => _paths;

    internal static async Task<OwnNode> StartAsync(string root)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var archive = SegmentArchive.Open(root);
        var paths = new ConcurrentQueue<string>();
        app.Use(next => context =>
        {
            paths.Enqueue(context.Request.Path);
            return next(context);
        });
        app.MapArchive("/", archive);
        await app.StartAsync();
        return new OwnNode(app, archive, paths);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _archive.DisposeAsync();
    }
}
