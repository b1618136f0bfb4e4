using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>What stands before the addresses stands there once, and before nothing else of a host.</summary>
internal sealed class RequestGuardTests
{
    [TestCase("/healthz")]
    [TestCase("/metrics")]
    [TestCase("/api/archives")]
    [TestCase("/nowhere")]
    public async Task Request_ThroughServe_IsGuardedOnce(string address)
    {
        CountedOptions? options = null;
        await using var server = await RunningServer.StartAsync("\"hosts\":[\"audits.example\"],", also: services =>
        {
            var plain = services.Last(service => service.ServiceType == typeof(IOptions<ServeOptions>));
            options = new CountedOptions((IOptions<ServeOptions>)plain.ImplementationInstance!);
            services.AddSingleton<IOptions<ServeOptions>>(options);
        });
        var before = options!.Asked;
        using var message = new HttpRequestMessage(HttpMethod.Get, address);
        message.Headers.Host = "audits.example";
        using var reply = await server.Client.SendAsync(message);

        Assert.That(options.Asked - before, Is.EqualTo(1));
    }

    [TestCase("/healthz")]
    [TestCase("/api/archives")]
    public async Task Request_ThroughServe_IsTimedOnce(string address)
    {
        await using var server = await RunningServer.StartAsync();
        await server.GetAsync(address);

        Assert.That(await TimesTimedAsync(server, address), Is.EqualTo(1));
    }

    [TestCase("GET", "/api/archives", 200)]
    [TestCase("HEAD", "/api/archives", 200)]
    [TestCase("POST", "/api/archives/main/runs", 403)]
    public async Task Request_OfAnotherSiteThroughServe_IsRefusedOnlyWhereItChangesSomething(string method, string address, int status)
    {
        await using var server = await RunningServer.StartAsync();
        using var message = new HttpRequestMessage(new HttpMethod(method), address);
        message.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var reply = await server.Client.SendAsync(message);

        Assert.That((int)reply.StatusCode, Is.EqualTo(status));
    }

    [TestCase("GET", "/healthz", 200)]
    [TestCase("POST", "/api/archives/nope/runs", 403)]
    [TestCase("GET", "/own", 204)]
    [TestCase("POST", "/own", 204)]
    public async Task Request_OfAnotherSite_IsRefusedOnlyWhereItChangesSomethingOfOurs(string method, string address, int status)
    {
        using var tree = new ArchiveBuilder();
        tree.File("c", "q", RunningServer.Hour, SegmentNames.Full("00:00"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSegmentPipelineSchedule(RunningServer.Options(tree, "", ""));
        builder.Services.AddSegmentPipelineWeb();
        await using var host = builder.Build();
        host.MapSegmentPipeline();
        host.MapMethods("/own", ["GET", "POST"], context =>
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        await host.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(host.Urls.First()) };
        using var message = new HttpRequestMessage(new HttpMethod(method), address);
        message.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var reply = await client.SendAsync(message);

        Assert.That((int)reply.StatusCode, Is.EqualTo(status));
        await host.StopAsync();
    }

    /// <summary>How many requests for an address have been timed, as metrics tell it, which are asked until they do.</summary>
    private static async Task<int> TimesTimedAsync(RunningServer server, string address)
    {
        var line = new Regex(
            $$"""^segmentpipeline_operation_duration_seconds_count\{[^}]*"{{Regex.Escape(address)}}"[^}]*\} (\d+)""",
            RegexOptions.Multiline);
        while (true)
        {
            var found = line.Match(await server.Client.GetStringAsync("/metrics"));
            if (found.Success) return int.Parse(found.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Counts how often it is asked for: once a request that calls the host by a name that has to be looked up.</summary>
    private sealed class CountedOptions(IOptions<ServeOptions> inner) : IOptions<ServeOptions>
    {
        private int _asked;

        internal int Asked => Volatile.Read(ref _asked);

        public ServeOptions Value
        {
            get
            {
                Interlocked.Increment(ref _asked);
                return inner.Value;
            }
        }
    }
}
