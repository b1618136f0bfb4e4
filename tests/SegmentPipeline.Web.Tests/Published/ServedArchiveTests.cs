using System.Net;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests.Published;

internal sealed class ServedArchiveTests
{
    [TestCase("\"publish\":true,", "/files/c/q", HttpStatusCode.OK)]
    [TestCase("\"publish\":true,", "/archives/main/files/c/q", HttpStatusCode.OK)]
    [TestCase("\"publish\":true,", "/archives/other/files/c/q", HttpStatusCode.NotFound)]
    [TestCase("", "/files/c/q", HttpStatusCode.NotFound)]
    [TestCase("", "/archives/main/files/c/q", HttpStatusCode.NotFound)]
    public async Task Archive_OfAHost_IsShownThatIsToBePublished(string archive, string address, HttpStatusCode expected)
    {
        await using var server = await RunningServer.StartAsync(archive: archive);

        using var reply = await server.Client.GetAsync(address);

        Assert.That(reply.StatusCode, Is.EqualTo(expected));
        if (expected == HttpStatusCode.OK)
            Assert.That(await reply.Content.ReadAsStringAsync(), Is.EqualTo($"[\"{RunningServer.Hour}\"]"));
    }

    [Test]
    public async Task Archive_ThatIsPublished_MayBeReadByThePagesOfOtherSites()
    {
        await using var server = await RunningServer.StartAsync(archive: "\"publish\":true,");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/files");
        request.Headers.Add("Origin", "http://player.example");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var reply = await server.Client.SendAsync(request);

        Assert.That((reply.StatusCode, reply.Headers.GetValues("Access-Control-Allow-Origin").Single()), Is.EqualTo((HttpStatusCode.OK, "*")));
    }

    [Test]
    public async Task Why_NamesNoEntryThatListingsHide()
    {
        await using var server = await RunningServer.StartAsync(archive: "\"publish\":true,");
        var name = SegmentNames.Full("00:00");
        server.Tree.File("c", "q", RunningServer.Hour, $".{name}");
        server.Tree.File("c", "q", RunningServer.Hour, $"{name}.part");

        var moment = Timestamp.Parse($"{RunningServer.Hour}:00:01Z");
        var all = await SegmentArchive.Open(server.Tree.Root).ExplainAsync(StreamId.Parse("c/q"), moment);
        var why = await server.GetAsync($"/why/c/q?timestamp={moment}");

        var entries = why.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("path").GetString());
        Assert.That(all.Entries.Select(entry => entry.Fate), Is.SupersetOf((EntryFate[])[EntryFate.Hidden, EntryFate.Foreign]));
        Assert.That(entries, Is.EqualTo((string[])[$"{RunningServer.Hour}/{name}"]));
    }
}
