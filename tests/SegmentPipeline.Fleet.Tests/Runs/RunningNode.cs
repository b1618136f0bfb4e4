using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Web;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>A node of a fleet, in this process, spoken to over HTTP.</summary>
internal sealed class RunningNode : IAsyncDisposable
{
    private RunningNode(WebApplication application, string url, string directory)
    {
        Application = application;
        Directory = directory;
        Client = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(1) };
    }

    internal WebApplication Application { get; }

    internal HttpClient Client { get; }

    /// <summary>Where its answers lie.</summary>
    internal string Directory { get; }

    internal FakeLogCollector Log => Application.Services.GetFakeLogCollector();

    /// <summary>Starts one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="home">Where it keeps what is its own.</param>
    /// <param name="root">Its archive, <c>main</c>.</param>
    /// <param name="primary">The port of the silo that keeps who is there; null: its own.</param>
    /// <param name="isShared">Whether others mount the archive, too.</param>
    /// <param name="database">The database of the fleet; null: it has none.</param>
    /// <param name="setUp">Changes its options.</param>
    /// <param name="clock">Its clock; null: the system's.</param>
    internal static async Task<(RunningNode Node, int Primary)> StartAsync(
        string name,
        string home,
        string root,
        int? primary = null,
        bool isShared = false,
        string? database = null,
        Action<ServeOptions>? setUp = null,
        TimeProvider? clock = null)
    {
        var silo = FreePorts.Take();
        var directory = Path.Combine(home, $"fleet-{name}");
        var options = new ServeOptions
        {
            Urls = ["http://127.0.0.1:0"],
            Archives = [new ScheduledArchive { Name = "main", IsShared = isShared }],
            Fleet = new FleetOptions
            {
                Node = name,
                IsLocal = database is null,
                Primary = database is null ? $"127.0.0.1:{primary ?? silo}" : null,
                Database = database,
                SiloPort = silo,
                GatewayPort = FreePorts.Take(),
                Directory = directory,
                Nodes = ["n1", "n2", "n3"],
            },
        };
        options.Archives[0].Audit.Root = root;
        options.Archives[0].Audit.Ledger = Path.Combine(home, $"{name}.db");
        setUp?.Invoke(options);
        var application = PipelineServer.Build(
            options, services => services.AddFakeLogging().AddSegmentPipelineFleet().AddSingleton(clock ?? TimeProvider.System));
        var urls = await PipelineServer.StartAsync(application);
        return (new RunningNode(application, urls[0], directory), silo);
    }

    /// <summary>Ends it without a farewell to the others, and with all that it was doing.</summary>
    internal async Task KillAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await Application.Services.GetRequiredService<FleetSilo>().Current!.StopAsync(now.Token);
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Application.StopAsync();
        await Application.DisposeAsync();
    }
}
