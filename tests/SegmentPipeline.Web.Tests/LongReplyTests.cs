using System.Net;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>Answers of many parts, each of which is sent before the next is made.</summary>
internal sealed class LongReplyTests
{
    private const int Channels = 800;
    private const int PartBytes = 256 * 1024;

    /// <remarks>Once, the second part was refused, since headers had gone out with the first.</remarks>
    [TestCase(1, 1)]
    [TestCase(2, 2)]
    [TestCase(3, 3)]
    public async Task Runs_OfSeveralParts_ArriveWhole(int runs, int parts)
    {
        await using var server = await RunningServer.StartAsync();
        for (var i = 0; i < Channels; i++) server.Tree.File($"d{i}", "q", RunningServer.Hour, SegmentNames.Full("00:00"));
        for (var i = 0; i < runs; i++) await server.AuditAsync();

        var text = await server.Client.GetStringAsync("/api/archives/main/runs?limit=100");
        using var head = await server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/api/archives/main/runs?limit=100"));

        Assert.That(text.Length / PartBytes, Is.GreaterThanOrEqualTo(parts));
        var told = System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("runs").EnumerateArray().ToList();
        Assert.That(told.Select(run => run.GetProperty("streams").GetArrayLength()), Is.EqualTo(Enumerable.Repeat(Channels + 2, runs)));
        Assert.That(head.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }
}
