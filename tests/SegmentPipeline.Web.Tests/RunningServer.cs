using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using SegmentPipeline.Hosting;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>A server with one archive, <c>main</c>, on a port of its own, spoken to over HTTP. The archive has two streams, one of them
/// with two holes.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    internal const string Hour = "2026-03-28T22";

    private RunningServer(ArchiveBuilder tree, WebApplication application, string url)
    {
        Tree = tree;
        Application = application;
        Client = new HttpClient { BaseAddress = new Uri(url) };
    }

    internal ArchiveBuilder Tree { get; }

    internal WebApplication Application { get; }

    internal HttpClient Client { get; }

    internal FakeLogCollector Log => Application.Services.GetFakeLogCollector();

    internal static async Task<RunningServer> StartAsync(string serve = "", string archive = "", Action<IServiceCollection>? also = null)
    {
        var tree = new ArchiveBuilder();
        foreach (var time in (string[])["00:00", "00:10", "00:20"]) tree.File("c", "q", Hour, SegmentNames.Full(time));
        tree.File("c", "other", Hour, SegmentNames.Full("00:00"));
        var application = PipelineServer.Build(Options(tree, serve, archive), services =>
        {
            services.AddFakeLogging();
            also?.Invoke(services);
        });
        var urls = await PipelineServer.StartAsync(application);
        return new RunningServer(tree, application, urls[0].Replace("[::]", "127.0.0.1", StringComparison.Ordinal));
    }

    /// <summary>What such a server is configured to do, with more keys of the section and of the archive.</summary>
    internal static ServeOptions Options(ArchiveBuilder tree, string serve, string archive)
    {
        var urls = serve.Contains("\"urls\"", StringComparison.Ordinal) ? "" : "\"urls\":\"http://127.0.0.1:0\",";
        var json =
            $$"""{ {{urls}}{{serve}}"archives":[{"name":"main",{{archive}}"root":"{{tree.Root}}","ledger":"{{LedgerOf(tree)}}" }] }""";
        var options = new ServeOptions();
        var section = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        Assert.That(ServeConfiguration.Read(section, new PipelineOptions(), options), Is.Empty);
        return options;
    }

    internal static string LedgerOf(ArchiveBuilder tree) => Path.Combine(Path.GetDirectoryName(tree.Root)!, "main.db");

    internal async Task<JsonElement> GetAsync(string address) => JsonDocument.Parse(await Client.GetStringAsync(address)).RootElement;

    internal Task<HttpResponseMessage> PostAsync(string address) => Client.PostAsync(address, null);

    /// <summary>Asks for a run, and asks after it until it has ended.</summary>
    internal async Task<JsonElement> AuditAsync()
    {
        using var reply = await PostAsync("/api/archives/main/runs");
        Assert.That((int)reply.StatusCode, Is.EqualTo(202));
        return await EndedAsync(reply.Headers.Location!.ToString()).Soon();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Application.StopAsync();
        await Application.DisposeAsync();
        Tree.Dispose();
    }

    private async Task<JsonElement> EndedAsync(string address)
    {
        while (true)
        {
            var archive = await GetAsync(address);
            if (archive.GetProperty("activity").GetString() == "idle") return archive;
        }
    }
}
