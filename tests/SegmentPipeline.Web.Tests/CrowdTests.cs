using System.Net.Sockets;
using System.Text;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>Many clients that are of no use, over real sockets: health and metrics are answered all the same.</summary>
internal sealed class CrowdTests
{
    private const int Crowd = 120;

    /// <summary>What Kestrel says where its timer comes late, since the machine has others to serve.</summary>
    private const string SlowMachine = "HeartbeatSlow";

    [TestCase("", TestName = "Server_WithIdleConnections_AnswersHealthAndMetrics")]
    [TestCase("GET /healthz HTTP/1.1\r\nHo", TestName = "Server_WithHeadersThatDoNotEnd_AnswersHealthAndMetrics")]
    [TestCase(
        "POST /api/archives/main/runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc",
        TestName = "Server_WithBodiesThatDoNotEnd_AnswersHealthAndMetrics"
    )]
    [TestCase("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", TestName = "Server_WithReadersWhoDoNotRead_AnswersHealthAndMetrics")]
    public async Task Server_WithACrowd_AnswersHealthAndMetrics(string request)
    {
        await using var server = await RunningServer.StartAsync();
        var crowd = new List<TcpClient>();
        try
        {
            for (var i = 0; i < Crowd; i++) crowd.Add(await ComerAsync(server, request));

            foreach (var address in (string[])["/healthz", "/readyz", "/metrics"])
                Assert.That(await server.Client.GetStringAsync(address).Soon(), Is.Not.Empty);
            await server.Application.StopAsync().Soon();
            Assert.That(
                server
                    .Log.GetSnapshot()
                    .Where(record => record.Level >= Microsoft.Extensions.Logging.LogLevel.Warning && record.Id.Name != SlowMachine)
                    .Select(record => record.Message),
                Is.Empty);
        }
        finally
        {
            foreach (var client in crowd) client.Dispose();
        }
    }

    [Test]
    public async Task Metrics_WhileSomebodyDoesNotReadThem_AreCollectedAnew()
    {
        await using var server = await RunningServer.StartAsync();
        using var slow = await ComerAsync(
            server,
            string.Concat(Enumerable.Repeat("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", 500)));
        await server.AuditAsync();

        Assert.That(
            async () => await server.Client.GetStringAsync("/metrics"),
            Does.Contain("segmentpipeline_coverage_missing_seconds{archive=\"main\",channel=\"c\",quality=\"q\"} 16").After(30_000, 50));
    }

    /// <summary>Comes and asks, and reads nothing; where it was displaced meanwhile, it has what it came for.</summary>
    private static async Task<TcpClient> ComerAsync(RunningServer server, string request)
    {
        var client = new TcpClient { ReceiveBufferSize = 4096 };
        await client.ConnectAsync(server.Client.BaseAddress!.Host, server.Client.BaseAddress.Port);
        try
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        }
        catch (IOException)
        {
            // Displaced.
        }

        return client;
    }
}
