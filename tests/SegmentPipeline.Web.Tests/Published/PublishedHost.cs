using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests.Published;

/// <summary>An application of somebody else's that shows an archive, on a free port of loopback, with a client.</summary>
internal sealed class PublishedHost : IAsyncDisposable
{
    internal const string Hour = "2026-03-28T22";

    private readonly WebApplication _app;

    private PublishedHost(WebApplication app)
    {
        _app = app;
        Client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.None })
        {
            BaseAddress = new Uri(app.Urls.Single() + "/"),
        };
    }

    internal HttpClient Client { get; }

    internal static Task<PublishedHost> StartAsync(
        ArchiveBuilder tree,
        PublishedArchiveOptions? options = null,
        string prefix = "/",
        TimeProvider? clock = null
    ) => StartAsync(SegmentArchive.Open(tree.Root), options, prefix, clock);

    internal static async Task<PublishedHost> StartAsync(
        SegmentArchive archive,
        PublishedArchiveOptions? options = null,
        string prefix = "/",
        TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (clock is not null) builder.Services.AddSingleton(clock);
        var app = builder.Build();
        app.MapArchive(prefix, archive, options);
        await app.StartAsync();
        return new PublishedHost(app);
    }

    /// <summary>Asks for an address as it stands.</summary>
    internal Task<HttpResponseMessage> GetAsync(string address, Action<HttpRequestMessage>? also = null, HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(
            method ?? HttpMethod.Get,
            new Uri(Client.BaseAddress + address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        also?.Invoke(request);
        return Client.SendAsync(request);
    }

    internal async Task<(int Status, string Text)> ReadAsync(string address)
    {
        using var response = await GetAsync(address);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Sends a request line of any bytes, and reads all that comes back.</summary>
    internal async Task<string> SendRawAsync(string target)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Client.BaseAddress!.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        using var answer = new StreamReader(stream, Encoding.Latin1);
        return await answer.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
