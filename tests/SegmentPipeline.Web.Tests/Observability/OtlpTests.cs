using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>What a host sends by OTLP, to a collector in this process that takes it as the one in <c>observability</c> would.</summary>
internal sealed partial class OtlpTests
{
    private static readonly string[] Services =
    [
        "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
        "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
    ];

    private readonly ConcurrentDictionary<string, string> _received = new();

    [Test]
    public async Task Host_SendsItsMetricsAndTraces()
    {
        await using var collector = await StartCollectorAsync();
        await using var server = await RunningServer.StartAsync($"\"otlp\":\"{collector.Urls.Single()}\",");
        await server.AuditAsync();

        // The exporter for Prometheus, which nobody asks meanwhile, has nothing to flush, and says so for both.
        server.Application.Services.GetRequiredService<MeterProvider>().ForceFlush();
        Assert.That(server.Application.Services.GetRequiredService<TracerProvider>().ForceFlush(), Is.True);

        Assert.That(_received.Keys, Is.EquivalentTo(Services));
        Assert.That(_received[Services[0]], Does.Contain("segmentpipeline.coverage.missing").And.Contain("segmentpipeline.runs"));
        Assert.That(_received[Services[1]], Does.Contain("segmentpipeline.hours").And.Contain("http.request.method").And.Contain("service.name\u0012\n\n\bpipeline"));
    }

    [Test]
    public void Collector_OfTheExample_ListensWhereTheDocumentsSay()
    {
        var example = ProjectFiles.Read("observability/otel-collector.yml");

        Assert.That(Listens().Match(example).Groups["where"].Value, Is.EqualTo("127.0.0.1:4317"));
        Assert.That(example, Does.Contain("\"otlp\": \"http://127.0.0.1:4317\""));
        Assert.That(ProjectFiles.Read("docs/serve.md"), Does.Contain("`http://127.0.0.1:4317`"));
    }

    private async Task<WebApplication> StartCollectorAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var collector = builder.Build();
        collector.Run(TakeAsync);
        await collector.StartAsync();
        return collector;
    }

    /// <summary>Keeps what was sent as text, in which names stand as they are, and says in the words of gRPC that all is well.</summary>
    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var text = Encoding.Latin1.GetString(body.ToArray());
        _received.AddOrUpdate(context.Request.Path, text, (_, before) => before + text);
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[5]);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    [GeneratedRegex("grpc:\\s+endpoint: (?<where>\\S+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Listens();
}
