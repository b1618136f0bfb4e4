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

    private readonly ConcurrentQueue<string> _paths = new();
    private readonly ConcurrentDictionary<string, bool> _connections = new();

    private OwnNode(WebApplication app, SegmentArchive archive)
    {
        (_app, _archive) = (app, archive);
        app.Use(next => context =>
        {
            _paths.Enqueue(context.Request.Path);
            _connections.TryAdd(context.Connection.Id, true);
            return next(context);
        });
        app.MapArchive("/", archive);
    }

    internal string Address => _app.Urls.Single();

    /// <summary>How many connections questions came on.</summary>
    internal int Connections => _connections.Count;

    /// <summary>The paths that were asked for.</summary>
    internal IReadOnlyCollection<string> Paths => _paths;

    internal static async Task<OwnNode> StartAsync(string root)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var archive = SegmentArchive.Open(root);
        var node = new OwnNode(app, archive);
        await app.StartAsync();
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _archive.DisposeAsync();
    }
}
