using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary>A host that audits archives on schedule and answers over HTTP: what <c>pipeline serve</c> runs.</summary>
public static class PipelineServer
{
    private const int MostConnections = 100;

    /// <summary>How long a stop may take before the process ends all the same.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(4);

    /// <summary>Builds the host; nothing runs yet and nothing is listened on. It takes no configuration but the options: neither
    /// environment variables nor files of the platform change it.</summary>
    /// <param name="options">What <see cref="ServeConfiguration.Read"/> found no fault with.</param>
    /// <param name="also">Registers more, after everything else.</param>
    public static WebApplication Build(ServeOptions options, Action<IServiceCollection>? also = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var room = new ConnectionRoom(MostConnections, TimeProvider.System);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => Limit(server, room)).UseUrls([.. options.Urls]);
        AddLogging(builder.Logging);
        builder.Services.AddSystemd();
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = LongestStop;
            host.ServicesStopConcurrently = true; // An audit has all the time there is, whatever clients still do.
        });
        builder.Services.AddSegmentPipelineSchedule(options);
        builder.Services.AddSegmentPipelineWeb();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(room);
        if (options.Otlp is { } otlp)
            builder
                .Services.AddOpenTelemetry()
                .ConfigureResource(resource => resource.AddService("pipeline"))
                .WithMetrics(metrics => metrics.AddOtlpExporter(exporter => exporter.Endpoint = new Uri(otlp)))
                .WithTracing(traces => traces
                    .AddSource(SegmentArchive.ActivitySourceName)
                    .SetSampler(new ParentBasedSampler(new AlwaysOnSampler(), localParentNotSampled: new AlwaysOnSampler()))
                    .AddOtlpExporter(exporter => exporter.Endpoint = new Uri(otlp)));
        also?.Invoke(builder.Services);
        return Assemble(builder.Build());
    }

    /// <summary>Starts it, and says in the log where it listens.</summary>
    /// <param name="application">What <see cref="Build"/> gave.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The addresses it listens on, with the ports that it got.</returns>
    /// <exception cref="IOException">It cannot listen on one of them.</exception>
    public static async Task<IReadOnlyList<string>> StartAsync(WebApplication application, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(application);
        await application.StartAsync(cancellationToken).ConfigureAwait(false);
        var options = application.Services.GetRequiredService<ServeOptions>();
        var log = application.Services.GetRequiredService<ILoggerFactory>().CreateLogger(Log.Category);
        IReadOnlyList<string> urls = [.. application.Urls];
        var text = string.Join(' ', urls);
        log.Listening(text, options.Archives.Count);
        if (!options.IsLoopbackOnly) log.ReachableFromElsewhere(text, ActingWords(options.Site));
        return urls;
    }

    private static string ActingWords(SiteOptions site)
    {
        if (new SiteToken(site).IsNamed || site.UserHeader is not null)
            return "but only whoever has the token or is named by the proxy may start anything";
        return site.HasActions
            ? "start audits, verifications and fillings, and excuse holes, there is no authentication"
            : "and start audits, there is no authentication";
    }

    private static WebApplication Assemble(WebApplication application)
    {
        var room = application.Services.GetRequiredService<ConnectionRoom>();
        application.Use(next => new SeatedRequests(next, room).InvokeAsync);
        application.UseRouting();
        application.Use(application.Services.GetRequiredService<RequestGuard>().Around);
        application.MapSegmentPipeline();
        var options = application.Services.GetRequiredService<ServeOptions>();
        PublishedArchives.Map(application, options);
        if (options.Site.IsShown) application.MapSegmentPipelineSite();
        return application;
    }

    /// <summary>Small requests, few of them, none of them slow.</summary>
    private static void Limit(KestrelServerOptions server, ConnectionRoom room)
    {
        server.AddServerHeader = false;
        server.ConfigureEndpointDefaults(endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http1;
            endpoint.Use(next => connection => room.RunAsync(connection, next));
        });
        server.Limits.MaxConcurrentConnections = 4 * MostConnections; // Those included that are just ending.
        server.Limits.MaxConcurrentUpgradedConnections = 0;
        server.Limits.MaxRequestBodySize = 4096;
        server.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        server.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(30);
        server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        server.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 4096, gracePeriod: TimeSpan.FromSeconds(5));
    }

    /// <summary>To standard error, a line a record; in the journal's own format under systemd. A reader who is slower loses lines, not
    /// audits.</summary>
    private static void AddLogging(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical); // Whoever starts the host is told why it does not.
        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None); // Whoever asks for readiness is told.
        logging.AddFilter("OpenTelemetry", LogLevel.Warning);
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
        });
    }
}
