using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using SegmentPipeline.Hosting;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Web;

namespace SegmentPipeline.Pages.Tests.Site;

/// <summary>A real host with one archive, <c>main</c>, its ledger, and its site.</summary>
internal sealed class SiteHost : IAsyncDisposable
{
    private readonly string _home;
    private readonly ServeOptions _options;
    private WebApplication _application;

    private SiteHost(string home, ServeOptions options, WebApplication application, string url)
    {
        (_home, _options, _application, Url) = (home, options, application, url);
        Client = new HttpClient { BaseAddress = new Uri(url) };
    }

    /// <summary>Where it answers, without a slash at the end.</summary>
    internal string Url { get; }

    internal HttpClient Client { get; }

    /// <param name="root">The archive.</param>
    /// <param name="site">How its site is.</param>
    /// <param name="configure">What else is done about the archive.</param>
    /// <param name="port">Where it listens; any port that the system gives, if there is none.</param>
    internal static async Task<SiteHost> StartAsync(
        string root, SiteOptions? site = null, Action<ScheduledArchive>? configure = null, int port = 0)
    {
        var home = Directory.CreateTempSubdirectory("segment-site-").FullName;
        var audit = new PipelineOptions { Root = root, Ledger = Path.Combine(home, "main.db") };
        var archive = new ScheduledArchive { Name = "main", IsPublished = true, Audit = audit };
        configure?.Invoke(archive);
        var options = new ServeOptions
        {
            Urls = [$"http://127.0.0.1:{port}"],
            Archives = [archive],
            Site = site ?? new SiteOptions(),
        };
        var application = Build(options);
        var urls = await PipelineServer.StartAsync(application);
        return new SiteHost(home, options, application, urls[0]);
    }

    /// <summary>Goes away.</summary>
    internal async Task StopAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    /// <summary>Comes back where it was.</summary>
    internal async Task StartAgainAsync()
    {
        _options.Urls = [Url];
        _application = Build(_options);
        await PipelineServer.StartAsync(_application);
    }

    /// <summary>Audits, and comes back when that has ended.</summary>
    internal async Task AuditAsync()
    {
        var schedule = _application.Services.GetRequiredService<AuditSchedule>();
        Task<AuditOutcome>? run;
        while ((run = schedule.TryStart("main")) is null) await Task.Yield();
        await run;
    }

    /// <summary>Comes back when the archive has been compared with its other copies.</summary>
    internal async Task ComparedAsync()
    {
        while ((await GetAsync("/api/archives/main/replicas")).GetProperty("compared").ValueKind == JsonValueKind.Null) await Task.Yield();
    }

    internal async Task<JsonElement> GetAsync(string address) => JsonDocument.Parse(await Client.GetStringAsync(address)).RootElement;

    /// <summary>Opens a page of the site, and notes what the browser complains of.</summary>
    internal async Task<OpenedSite> OpenAsync(string address = "/", BrowserNewContextOptions? options = null)
    {
        var window = await Browser.OpenWindowAsync(
            options ?? new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        var site = new OpenedSite(window, await window.NewPageAsync());
        await site.Page.GotoAsync(Url + address);
        return site;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await StopAsync();
        Directory.Delete(_home, recursive: true);
    }

    private static WebApplication Build(ServeOptions options) =>
        PipelineServer.Build(options, services => services.AddLogging(logging => logging.ClearProviders()));
}
