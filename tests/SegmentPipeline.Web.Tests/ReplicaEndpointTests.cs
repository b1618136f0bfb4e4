using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>A host that fills its archive from another host, over HTTP.</summary>
[Platform("Linux")]
internal sealed class ReplicaEndpointTests
{
    [Test]
    public async Task Host_WithAnotherCopy_FillsItsArchiveAndTellsHowThatWent()
    {
        await using var there = await RunningServer.StartAsync(archive: "\"publish\":true,");
        Write(there.Tree);
        await using var filling = await RunningServer.StartAsync(
            archive: $$"""
                "replicas":[{"name":"node2","location":"{{Address(there)}}"},{"name":"gone","location":"{{Address(there)}}nowhere"}],"fill":{"every":"24h"},
                """);

        var reply = await FilledAsync(filling);

        var copy = reply.GetProperty("replicas")[0];
        Assert.That((copy.GetProperty("name").GetString(), copy.GetProperty("published").GetInt64()), Is.EqualTo(("node2", 1L)));
        Assert.That((copy.GetProperty("streams").GetInt32(), copy.GetProperty("missing").GetInt64()), Is.EqualTo((2, 1L)));
        Assert.That(reply.GetProperty("replicas")[1].GetProperty("cause").GetString(), Is.Not.Empty);
        Assert.That(reply.GetProperty("fill").GetProperty("last").GetProperty("published").GetInt64(), Is.EqualTo(1));
        Assert.That(reply.GetProperty("holes").GetProperty("count").GetInt64(), Is.EqualTo(1));
        Assert.That(
            await filling.Client.GetStringAsync("/metrics"),
            Does.Contain("segmentpipeline_fill_published_total{archive=\"main\",replica=\"node2\"} 1"));
        Assert.That(
            await File.ReadAllTextAsync(filling.Tree.PathOf("c", "q", RunningServer.Hour, SegmentNames.Full("00:02", "8.0", content: 9))),
            Is.EqualTo("content 9"));
    }

    [Test]
    public async Task Replicas_AreTheJsonOfTheirType()
    {
        await using var server = await RunningServer.StartAsync();

        var text = await server.Client.GetStringAsync("/api/archives/main/replicas");

        Assert.That(text, Is.EqualTo(JsonSerializer.Serialize(
            new ArchiveReplicas { Name = "main", Replicas = [] }, ReplyJson.Contract.ArchiveReplicas)));
        Assert.That(text, Is.EqualTo(
            """{"name":"main","activity":"idle","failure":null,"next":null,"replicas":[],"compared":null,"comparedWholly":null,"holes":null,"fill":null}"""));
        Assert.That(server.Application.Services.GetRequiredService<ReplicaSchedule>().Find("other"), Is.Null);
    }

    [Test]
    public async Task Replicas_OfAnUnknownArchive_AreNotFound()
    {
        await using var server = await RunningServer.StartAsync();
        using var reply = await server.Client.GetAsync("/api/archives/other/replicas");

        Assert.That((int)reply.StatusCode, Is.EqualTo(404));
    }

    private static string Address(RunningServer server) => server.Client.BaseAddress!.ToString();

    /// <summary>Covers one of the two holes that such an archive has.</summary>
    private static void Write(ArchiveBuilder tree) => File.WriteAllText(
        Path.Combine(tree.PathOf("c", "q", RunningServer.Hour), SegmentNames.Full("00:02", "8.0", content: 9)),
        "content 9");

    private static async Task<JsonElement> FilledAsync(RunningServer server)
    {
        while (true)
        {
            var reply = await server.GetAsync("/api/archives/main/replicas").Soon();
            if (reply.GetProperty("fill").GetProperty("last").ValueKind != JsonValueKind.Null) return reply;
        }
    }
}
