using System.Text.Json;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>What a host says and hands out of the other copies of its archive.</summary>
internal sealed class CopyEndpointTests
{
    private const string Copy = "/api/archives/main/replicas/node2";
    private const string Range = "from=2026-03-28T22:00:00Z&to=2026-03-28T22:01:00Z&columns=60";
    private const string Sound = "content 9";

    private static readonly string SoundName = SegmentNames.Full("00:02", "8.0", content: 9);

    private RunningServer _there = null!;
    private RunningServer _here = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _there = await RunningServer.StartAsync(archive: "\"publish\":true,");
        await File.WriteAllTextAsync(_there.Tree.PathOf("c", "q", RunningServer.Hour, SoundName), Sound);
        await _there.AuditAsync();
        _here = await RunningServer.StartAsync(archive: $$"""
            "publish":true,"replicas":[
              {"name":"node2","location":"{{_there.Client.BaseAddress}}"},{"name":"stock","location":"{{_there.Client.BaseAddress}}nowhere"},
              {"name":"disk","location":"{{_there.Tree.Root}}"}],
            """);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _here.DisposeAsync();
        await _there.DisposeAsync();
    }

    [Test]
    public async Task Coverage_IsWhatTheNodeSays()
    {
        var said = (await _there.GetAsync($"/api/archives/main/coverage?stream=c/q&{Range}")).GetProperty("streams")[0];

        var told = await _here.GetAsync($"{Copy}/coverage?stream=c/q&{Range}");

        Assert.That((told.GetProperty("replica").GetString(), told.GetProperty("cause").ValueKind), Is.EqualTo(("node2", JsonValueKind.Null)));
        foreach (var field in (string[])["channel", "quality", "start", "end", "worst", "mixed"])
            Assert.That(told.GetProperty("streams")[0].GetProperty(field).GetRawText(), Is.EqualTo(said.GetProperty(field).GetRawText()), field);
        Assert.That(said.GetProperty("worst").GetString(), Does.StartWith("0000000000").And.Contain("3"));
    }

    [TestCase("node2", "c/elsewhere", null)]
    [TestCase("stock", "c/q", "it has no such address: it is no node of this tool, or has no such archive")]
    [TestCase("disk", "c/q", "it is a directory: nobody there keeps a ledger that says how it is covered")]
    public async Task Copy_ThatDoesNotSay_HasNoStreamsAndACause(string copy, string stream, string? cause)
    {
        var told = await _here.GetAsync($"/api/archives/main/replicas/{copy}/coverage?stream={stream}&{Range}");

        Assert.That((told.GetProperty("streams").GetArrayLength(), told.GetProperty("cause").GetString()), Is.EqualTo((0, cause)));
    }

    [TestCase("node2")]
    [TestCase("disk")]
    public async Task Playlist_NamesSegmentsOfTheCopy_WhichComeThroughThisHost(string copy)
    {
        var address = $"/api/archives/main/replicas/{copy}";
        using var reply = await _here.Client.GetAsync($"{address}/playlist/c/q.m3u8?start=2026-03-28T22:00:00Z&end=2026-03-28T22:00:30Z");
        var playlist = await reply.Content.ReadAsStringAsync();
        var line = playlist.Split('\n').Single(line => line.Contains("-8.0-", StringComparison.Ordinal));

        Assert.That(line, Does.StartWith("../../segments/c/q/"));
        Assert.That(reply.Headers.Contains("Access-Control-Allow-Origin"), Is.False, "pages of other sites may not read it");
        using var segment = await _here.Client.GetAsync(new Uri(new Uri(_here.Client.BaseAddress!, $"{address}/playlist/c/q.m3u8"), line));
        Assert.That(await segment.Content.ReadAsStringAsync(), Is.EqualTo(Sound));
        Assert.That(segment.Headers.CacheControl!.NoStore, Is.True);
    }

    [Test]
    public void Segment_ThatIsNotWhatItsNamePromises_IsBrokenOff()
    {
        var name = SegmentNames.Full("00:00");

        Assert.That(
            () => _here.Client.GetByteArrayAsync($"{Copy}/segments/c/q/{RunningServer.Hour}/{name}"), Throws.InstanceOf<HttpRequestException>());
    }

    [TestCase("/segments/c/q/2026-03-28T22/evil.ts", 404)]
    [TestCase("/segments/c/q/2026-03-28T22/..%2F..%2F..%2F..%2Fapi%2Farchives", 403)]
    [TestCase("/segments/c/q/elsewhen/00:00-2.0-full-x.ts", 404)]
    [TestCase("/segments/c/.hidden/2026-03-28T22/x.ts", 403)]
    [TestCase("/segments/c/q/2026-03-28T22", 404)]
    [TestCase("/segments/c", 404)]
    [TestCase("/files/c", 404)]
    [TestCase("/metrics", 404)]
    [TestCase("/playlist/c.m3u8", 404)]
    [TestCase("/playlist/c/q.m3u8", 400)]
    [TestCase("/playlist/c/q.m3u8?start=2026-03-28T22:00:00Z", 400)]
    [TestCase("/playlist/c/q.m3u8?start=2026-03-28T19:00:00Z&end=2026-03-28T22:00:00.000001Z", 400)]
    [TestCase("/coverage", 400)]
    [TestCase("/coverage?stream=c/q", 400)]
    [TestCase("/coverage?stream=c&" + Range, 400)]
    [TestCase("/coverage?stream=c/q&from=2026-03-28T22:00:00Z&to=2026-03-28T22:00:00Z", 400)]
    [TestCase("/coverage?stream=c/q&location=http://elsewhere&" + Range, 400)]
    [TestCase("/../http:%2F%2F127.0.0.1/coverage?stream=c/q&" + Range, 404)]
    public async Task Address_OfAnythingElse_LeadsNowhere(string address, int status)
    {
        using var reply = await _here.Client.GetAsync(new Uri($"{_here.Client.BaseAddress!.ToString().TrimEnd('/')}{Copy}{address}"));

        Assert.That((int)reply.StatusCode, Is.EqualTo(status));
    }

    [TestCase("/api/archives/main/replicas/other/coverage?stream=c/q&" + Range)]
    [TestCase("/api/archives/other/replicas/node2/coverage?stream=c/q&" + Range)]
    public async Task Copy_ThatIsNotConfigured_IsNotThere(string address)
    {
        using var reply = await _here.Client.GetAsync(address);

        Assert.That((int)reply.StatusCode, Is.EqualTo(404));
    }

    [Test]
    public async Task Media_OfAnArchiveThatIsNotPublished_AreNotHandedOut()
    {
        await using var server = await RunningServer.StartAsync(
            archive: $$""" "replicas":[{"name":"node2","location":"{{_there.Client.BaseAddress}}"}], """);

        using var reply = await server.Client.GetAsync($"{Copy}/playlist/c/q.m3u8?start=2026-03-28T22:00:00Z&end=2026-03-28T22:00:30Z");

        Assert.That((int)reply.StatusCode, Is.EqualTo(404));
    }
}
