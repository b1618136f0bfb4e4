using System.Net;

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
}
