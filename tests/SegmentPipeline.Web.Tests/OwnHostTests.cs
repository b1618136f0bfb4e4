using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>The addresses in an application that is somebody else's.</summary>
internal sealed class OwnHostTests
{
    private readonly ArchiveBuilder _tree = new();

    [OneTimeSetUp]
    public void Make() => _tree.File("c", "q", RunningServer.Hour, SegmentNames.Full("00:00"));

    [OneTimeTearDown]
    public void Remove() => _tree.Dispose();

    [Test]
    public async Task Map_InAGroup_AnswersBehindItsPrefix()
    {
        await using var host = await StartAsync(app => app.MapGroup("/video").MapSegmentPipeline());
        using var client = ClientOf(host);

        Assert.That(await client.GetStringAsync("/video/healthz"), Is.EqualTo("""{"status":"alive"}"""));
        Assert.That(await client.GetStringAsync("/video/metrics"), Does.Contain("pipeline_"));
        Assert.That(await StatusAsync(client, HttpMethod.Get, "/healthz"), Is.EqualTo(404));
        using var started = await client.PostAsync("/video/api/archives/main/runs", null);
        Assert.That(((int)started.StatusCode, started.Headers.Location?.ToString()), Is.EqualTo((202, "/video/api/archives/main")));
        Assert.That(await StatusAsync(client, HttpMethod.Get, "/video/api/archives/main"), Is.EqualTo(200));
    }

    [Test]
    public async Task Map_WithARequirement_HoldsForEachAddress()
    {
        var asked = new List<string?>();
        await using var host = await StartAsync(app =>
        {
            app.Use(next => async context =>
            {
                asked.Add(context.GetEndpoint()?.Metadata.GetMetadata<Badge>()?.Name);
                await next(context);
            });
            app.MapSegmentPipeline().Add(endpoint => endpoint.Metadata.Add(new Badge("keepers")));
        });
        using var client = ClientOf(host);

        foreach (
            var address in (string[])
                [
                    "/healthz",
                    "/readyz",
                    "/metrics",
                    "/api/archives",
                    "/api/archives/main",
                    "/api/archives/main/runs",
                    "/api/archives/main/holes",
                ])
            await StatusAsync(client, HttpMethod.Get, address);
        await StatusAsync(client, HttpMethod.Post, "/api/profile?seconds=0");

        Assert.That(asked, Has.Count.EqualTo(8).And.All.EqualTo("keepers"));
    }

    [TestCase("Origin", "http://evil.example", 403)]
    [TestCase("Sec-Fetch-Site", "cross-site", 403)]
    [TestCase("Sec-Fetch-Site", "same-origin", 404)]
    [TestCase("Host", "evil.example", 400)]
    [TestCase("Host", "localhost", 404)]
    [TestCase("Host", "audits.example", 404)]
    public async Task Post_FromElsewhere_IsRefusedAsByAHostOfThePackage(string header, string value, int status)
    {
        await using var host = await StartAsync(app => app.MapSegmentPipeline(), "\"hosts\":[\"audits.example\"],");
        using var client = ClientOf(host);
        using var message = new HttpRequestMessage(HttpMethod.Post, "/api/archives/nope/runs");
        message.Headers.TryAddWithoutValidation(header, value);
        using var reply = await client.SendAsync(message);

        Assert.That((int)reply.StatusCode, Is.EqualTo(status));
        Assert.That(reply.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(reply.Headers.CacheControl?.NoStore, Is.True);
    }

    [Test]
    public async Task Get_ByANameThatTheHostHasChosen_IsAnswered()
    {
        await using var host = await StartAsync(app => app.MapSegmentPipeline(), services: services =>
            services.Configure<Microsoft.AspNetCore.HostFiltering.HostFilteringOptions>(filter => filter.AllowedHosts = ["video.example"]));
        using var client = ClientOf(host);
        client.DefaultRequestHeaders.Host = "video.example";

        Assert.That(await StatusAsync(client, HttpMethod.Get, "/healthz"), Is.EqualTo(200));
    }

    [Test]
    public void Map_WithoutItsServices_SaysWhatIsMissing()
    {
        var builder = WebApplication.CreateSlimBuilder();
        using var app = builder.Build();

        Assert.That(() => app.MapSegmentPipeline(), Throws.InvalidOperationException.With.Message.Contains("AddSegmentPipelineWeb"));
    }

    [Test]
    public void Add_Twice_IsTheSameAsOnce()
    {
        var services = new ServiceCollection();
        var count = services.AddSegmentPipelineWeb().Count;

        Assert.That(services.AddSegmentPipelineWeb(), Has.Count.EqualTo(count));
    }

    private async Task<WebApplication> StartAsync(
        Action<WebApplication> map,
        string serve = "",
        Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSegmentPipelineSchedule(RunningServer.Options(_tree, serve, ""));
        builder.Services.AddSegmentPipelineWeb();
        services?.Invoke(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return app;
    }

    private static HttpClient ClientOf(WebApplication host) => new() { BaseAddress = new Uri(host.Urls.First()) };

    private static async Task<int> StatusAsync(HttpClient client, HttpMethod method, string address)
    {
        using var message = new HttpRequestMessage(method, address);
        using var reply = await client.SendAsync(message);
        return (int)reply.StatusCode;
    }

    private sealed record Badge(string Name);
}
