using Microsoft.AspNetCore.Builder;
using Restreamer;

namespace SegmentPipeline.Playback.Tests.Restreaming;

/// <summary>The sample host on a free port of loopback, with a client.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningHost(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single() + "/") };
    }

    internal HttpClient Client { get; }

    internal string Url => Client.BaseAddress!.ToString();

    internal static async Task<RunningHost> StartAsync(string root)
    {
        var app = RestreamerHost.Build(["--urls", "http://127.0.0.1:0", $"--pipeline:root={root}"]);
        await app.StartAsync();
        return new RunningHost(app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
