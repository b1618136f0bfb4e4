using System.Diagnostics;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

internal sealed class MetricsTests
{
    [Test]
    public async Task Metrics_AfterARun_TellOfTheArchiveAndOfRequestsByTheirRoutes()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AuditAsync();
        using var lost = await server.Client.GetAsync("/api/archives/somebody-else/holes");

        var text = await server.Client.GetStringAsync("/metrics");

        Assert.That(text, Does.Contain("segmentpipeline_coverage_missing_seconds{archive=\"main\",channel=\"c\",quality=\"q\"} 16"));
        Assert.That(text, Does.Contain("/api/archives/{name}/holes"));
        Assert.That(text, Does.Not.Contain("somebody-else"));
    }

    [Test]
    public async Task Metrics_AfterARestart_StandAsTheLastRunLeftThem()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AuditAsync();
        await server.Application.StopAsync();
        await using var next = PipelineServer.Build(RunningServer.Options(server.Tree, "", ""));
        var urls = await PipelineServer.StartAsync(next);
        using var client = new HttpClient { BaseAddress = new Uri(urls[0]) };

        Assert.That(
            async () => await client.GetStringAsync("/metrics"),
            Does.Contain("segmentpipeline_coverage_missing_seconds{archive=\"main\",channel=\"c\",quality=\"q\"} 16").After(30_000, 50));
        await next.StopAsync();
    }

    [Test]
    public async Task Metrics_ReadByPromtool_HaveNoFault()
    {
        var promtool = RequiredTool.Promtool.Require();
        await using var server = await RunningServer.StartAsync();
        await server.AuditAsync();
        var text = await server.Client.GetStringAsync("/metrics");

        using var tool = Process.Start(
            new ProcessStartInfo(promtool, ["check", "metrics"])
            {
                RedirectStandardInput = true,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        var error = tool.StandardError.ReadToEndAsync();
        var output = tool.StandardOutput.ReadToEndAsync();
        await tool.StandardInput.WriteAsync(text);
        tool.StandardInput.Close();
        await tool.WaitForExitAsync();

        Assert.That(tool.ExitCode, Is.Zero, await error + await output + text);
    }
}
