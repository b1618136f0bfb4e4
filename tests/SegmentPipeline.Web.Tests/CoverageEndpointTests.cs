using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>What the host says of coverage: exact, bounded, and asked for again only after an audit.</summary>
internal sealed class CoverageEndpointTests
{
    private const string Address = "/api/archives/main/coverage";

    [Test]
    public async Task Coverage_OfAnArchiveThatWasNeverAudited_IsNothing()
    {
        await using var server = await RunningServer.StartAsync();

        Assert.That(await server.Client.GetStringAsync(Address), Is.EqualTo(
            """{"run":null,"audited":null,"from":null,"to":null,"columns":1000,"classes":["full","suspect","partial","missing","unknown","off"],"""
            + "\"streams\":[],\"more\":false,\"cursor\":null}"));
    }

    [Test]
    public async Task Columns_AreTheirWorstClassAndExactFigures()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AuditAsync();

        // Segments at 0, 10 and 20 s, of two seconds each: holes between them.
        var reply = await server.GetAsync($"{Address}?from=2026-03-28T21:59:59Z&to=2026-03-28T22:00:24Z&columns=5&stream=c/q");

        Assert.That(reply.GetProperty("run").GetInt64(), Is.EqualTo(1));
        var stream = reply.GetProperty("streams").EnumerateArray().Single();
        Assert.That(stream.GetProperty("worst").GetString(), Is.EqualTo("33333"));
        Assert.That(stream.GetProperty("mixed").GetRawText(), Is.EqualTo(
            "[[0,2000000,0,0,2000000,0,0],[2,2000000,0,0,3000000,0,0],[4,2000000,0,0,1000000,0,0]]"));
        var around = await server.GetAsync($"{Address}?from=2026-03-28T21:59:50Z&to=2026-03-28T22:00:30Z&columns=4&stream=c/q");
        Assert.That(around.GetProperty("streams")[0].GetProperty("worst").GetString(), Is.EqualTo("-330"));
        Assert.That(stream.GetProperty("microseconds").GetRawText(),
            Is.EqualTo("""{"full":6000000,"suspect":0,"partial":0,"missing":16000000,"unknown":0,"off":0}"""));
    }

    [TestCase("limit=1", "c/other", "c/other")]
    [TestCase("limit=1&cursor=c/other", "c/q", null)]
    [TestCase("cursor=c/p", "c/q", null)]
    [TestCase("cursor=c/q", "", null)]
    [TestCase("stream=c/q", "c/q", null)]
    [TestCase("stream=c/nope", "", null)]
    public async Task Streams_ComePageByPage(string query, string streams, string? cursor)
    {
        await using var server = await RunningServer.StartAsync();
        await server.AuditAsync();

        var reply = await server.GetAsync($"{Address}?{query}");

        var names = reply.GetProperty("streams").EnumerateArray()
            .Select(stream => $"{stream.GetProperty("channel").GetString()}/{stream.GetProperty("quality").GetString()}");
        Assert.That(string.Join(' ', names), Is.EqualTo(streams));
        Assert.That(reply.GetProperty("cursor").GetString(), Is.EqualTo(cursor));
        Assert.That(reply.GetProperty("more").GetBoolean(), Is.EqualTo(cursor is not null));
    }

    [Test]
    public async Task Tag_HoldsUntilTheNextAudit()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AuditAsync();
        foreach (var address in (string[])[Address, "/api/archives/main/streams"])
        {
            var (first, tag) = await AskAsync(server, address, null);
            Assert.That(first, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(tag, Does.Match("""^W/"\d+\.\d+"""), "a newer program answers otherwise");
            Assert.That((await AskAsync(server, address, tag)).Status, Is.EqualTo(HttpStatusCode.NotModified), address);
            await server.AuditAsync();
            Assert.That((await AskAsync(server, address, tag)).Status, Is.EqualTo(HttpStatusCode.OK), address);
        }
    }

    [Test]
    public async Task Coverage_ThatSomebodyHasAskedFor_IsReadAgainWhenAnAuditEnds()
    {
        await using var server = await RunningServer.StartAsync();
        var cache = server.Application.Services.GetRequiredService<CoverageCache>();
        await server.AuditAsync();
        Assert.That(cache.VersionKept("main"), Is.Null, "nobody has asked");
        _ = await server.GetAsync(Address);
        Assert.That(cache.VersionKept("main")?.Run, Is.EqualTo(1));

        await server.AuditAsync();

        while (cache.VersionKept("main")?.Run != 2) await Task.Yield();
    }

    [Test]
    public async Task Streams_SayWhatThereIsToSayOfEach()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AuditAsync();
        server.Tree.File("c", "q", RunningServer.Hour, SegmentNames.Full("00:02", "8.0"));
        await server.AuditAsync();

        var streams = (await server.GetAsync("/api/archives/main/streams")).GetProperty("streams").EnumerateArray().ToList();

        Assert.That(streams.Select(stream => stream.GetProperty("holes").GetInt32()), Is.EqualTo([0, 1]));
        Assert.That(streams[1].GetProperty("longestHole").GetRawText(),
            Is.EqualTo("""{"start":"2026-03-28T22:00:12.000000Z","end":"2026-03-28T22:00:20.000000Z"}"""));
        Assert.That(streams[1].GetProperty("deltas").GetProperty("healed").GetInt32(), Is.EqualTo(1));
        Assert.That(streams[0].GetProperty("longestHole").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(streams[1].GetProperty("lastEnd").GetString(), Is.EqualTo("2026-03-28T22:00:22.000000Z"));
    }

    [Test]
    public async Task Hole_AtAnyZoom_IsInSomeColumn()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AuditAsync();
        for (var seed = 1; seed <= 30; seed++)
        {
            var random = new Random(seed);
            var from = Timestamp.Parse("2026-03-28T22:00:04Z").AddMicroseconds(-random.NextInt64(0, 1L << random.Next(1, 50)));
            var to = Timestamp.Parse("2026-03-28T22:00:04Z").AddMicroseconds(4096 + random.NextInt64(1, 1L << random.Next(2, 50)));
            var columns = random.Next(1, CoverageEndpoint.MostColumns + 1);

            var reply = await server.GetAsync($"{Address}?from={from}&to={to}&columns={columns}&stream=c/q");

            var worst = reply.GetProperty("streams")[0].GetProperty("worst").GetString()!;
            Assert.That(worst, Has.Length.EqualTo(columns).And.Contains("3"), $"seed {seed}");
        }
    }

    [Test]
    public async Task Head_IsAnsweredLikeGet()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AuditAsync();
        foreach (var address in (string[])[Address, "/api/archives/main/streams", "/api/events", "/", "/archives/main", "/site/site.js"])
        {
            using var reply = await server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, address));
            Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.OK), address);
            Assert.That(await reply.Content.ReadAsByteArrayAsync(), Is.Empty, address);
        }
    }

    private static async Task<(HttpStatusCode Status, string? Tag)> AskAsync(RunningServer server, string address, string? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        using var reply = await server.Client.SendAsync(request);
        Assert.That(reply.Headers.CacheControl?.NoCache, Is.True);
        return (reply.StatusCode, reply.Headers.ETag?.ToString());
    }
}
