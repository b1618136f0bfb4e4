using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>Readiness is a health check of the host, and the addresses answer for it alone.</summary>
internal sealed class HostHealthTests
{
    [Test]
    public async Task Checks_OfAHost_HaveTheArchivesAmongThem()
    {
        using var tree = new ArchiveBuilder();
        tree.File("c", "q", RunningServer.Hour, SegmentNames.Full("00:00"));
        await using var host = await StartAsync(tree);
        using var client = new HttpClient { BaseAddress = new Uri(host.Urls.First()) };

        Assert.That(await client.GetStringAsync("/all"), Is.EqualTo("Unhealthy"));
        Assert.That(await client.GetStringAsync("/tagged"), Is.EqualTo("Healthy"));
        Directory.Delete(tree.Root, recursive: true);
        using var reply = await client.GetAsync("/tagged");
        Assert.That(await reply.Content.ReadAsStringAsync(), Is.EqualTo("Unhealthy"));
        await host.StopAsync();
    }

    [Test]
    public async Task Check_OfTheHostThatFails_IsNotPartOfOurAddresses()
    {
        using var tree = new ArchiveBuilder();
        tree.File("c", "q", RunningServer.Hour, SegmentNames.Full("00:00"));
        await using var host = await StartAsync(tree);
        using var client = new HttpClient { BaseAddress = new Uri(host.Urls.First()) };

        Assert.That(await client.GetStringAsync("/healthz"), Is.EqualTo("""{"status":"alive"}"""));
        Assert.That(await client.GetStringAsync("/readyz"), Is.EqualTo("""{"status":"ready"}"""));
        await host.StopAsync();
    }

    [Test]
    public async Task Check_ThatStopsAtADefect_IsADefectOfTheRequest()
    {
        await using var server = await RunningServer.StartAsync(also: services => services.Configure<HealthCheckServiceOptions>(checks =>
            checks.Registrations.Single(check => check.Name == "segmentpipeline").Factory = _ => new BrokenCheck()));
        using var reply = await server.Client.GetAsync("/readyz");

        Assert.That((int)reply.StatusCode, Is.EqualTo(500));
        Assert.That(
            await reply.Content.ReadAsStringAsync(),
            Does.Contain("a defect stopped this request; the log has it").And.Not.Contain("secret"));
        Assert.That(server.Log.GetSnapshot().Single(record => record.Id.Id == 110).Exception, Is.InstanceOf<NotSupportedException>());
    }

    [TestCase("/healthz", 200)]
    [TestCase("/readyz", 503)]
    public async Task Reply_OfACheck_IsMarkedAsAllOthersAndLeavesNoLineInTheLog(string address, int status)
    {
        await using var server = await RunningServer.StartAsync();
        Directory.Delete(server.Tree.Root, recursive: true);
        using var reply = await server.Client.GetAsync(address);

        Assert.That((int)reply.StatusCode, Is.EqualTo(status));
        Assert.That(reply.Headers.GetValues("Cache-Control"), Is.EqualTo(["no-store"]));
        Assert.That(reply.Headers.Contains("Pragma") || reply.Content.Headers.Contains("Expires"), Is.False);
        Assert.That(server.Log.GetSnapshot().Select(record => record.Category), Has.None.StartsWith("Microsoft."));
    }

    private static async Task<WebApplication> StartAsync(ArchiveBuilder tree)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSegmentPipelineSchedule(RunningServer.Options(tree, "", ""));
        builder.Services.AddHealthChecks().AddCheck<BrokenCheck>("own");
        builder.Services.AddSegmentPipelineWeb();
        var host = builder.Build();
        host.MapSegmentPipeline();
        host.MapHealthChecks("/all", new() { ResultStatusCodes = { [HealthStatus.Unhealthy] = 200 } });
        host.MapHealthChecks("/tagged", new() { Predicate = check => check.Tags.Contains("segmentpipeline") });
        await host.StartAsync();
        return host;
    }

    private sealed class BrokenCheck : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("secret");
    }
}
