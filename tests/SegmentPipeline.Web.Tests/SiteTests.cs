using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>The site as it is sent: its size, its policy, and what it names.</summary>
internal sealed class SiteTests
{
    private const int MostBytes = 300_000;

    [Test]
    public async Task Site_WithAllButThePlayer_IsSmall_AndThePlayerIsApart()
    {
        await using var server = await RunningServer.StartAsync();
        var page = await server.Client.GetStringAsync("/");
        var first = PackedLength(System.Text.Encoding.UTF8.GetBytes(page));
        foreach (var file in FilesOf(page)) first += await LengthAsync(server, $"/{file}");
        var player = await LengthAsync(server, "/site/player.js");

        TestContext.Out.WriteLine($"the site: {first:N0} bytes packed; the player: {player:N0}");
        Assert.That(first, Is.LessThan(MostBytes));
        Assert.That(first + player, Is.LessThan(MostBytes));
        Assert.That(page, Does.Not.Contain("player.js"));
    }

    [TestCase("/", "")]
    [TestCase("/archives/main", "../")]
    public async Task Page_NamesNothingButWhatLiesBelowIt(string address, string top)
    {
        await using var server = await RunningServer.StartAsync();
        using var reply = await server.Client.GetAsync(address);
        var page = await reply.Content.ReadAsStringAsync();

        Assert.That(FilesOf(page), Is.Not.Empty.And.All.StartsWith($"{top}site/"));
        Assert.That(page, Does.Not.Contain("{{"));
        Assert.That(Regex.Matches(page, "<script(?![^>]* src=| type=\"application/json\")"), Is.Empty);
        var policy = reply.Headers.GetValues("Content-Security-Policy").Single();
        Assert.That(policy, Does.StartWith("default-src 'none'; script-src 'self';").And.Contain("frame-ancestors 'none'"));
        Assert.That(policy, Does.Not.Contain("unsafe").And.Not.Contain("http"));
        Assert.That(reply.Headers.Contains("Set-Cookie"), Is.False);
    }

    [Test]
    public async Task Page_OfAnArchiveWithASlashBehindIt_IsInItsOnePlace()
    {
        await using var server = await RunningServer.StartAsync();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Client.BaseAddress };
        using var reply = await client.GetAsync("/archives/main/?stream=c%2Fq");

        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.PermanentRedirect));
        Assert.That(reply.Headers.Location!.ToString(), Is.EqualTo("../main?stream=c%2Fq"));
    }

    [Test]
    public async Task Title_ThatIsMarkup_IsText()
    {
        await using var server = await RunningServer.StartAsync("""
            "site":{"title":"</script><script>alert(1)</script>","links":[{"text":"</script>","address":"https://a.example/"}]},
            """);
        var page = await server.Client.GetStringAsync("/");

        Assert.That(page, Does.Not.Contain("alert(1)</script>").And.Not.Contain("\"</script>"));
        Assert.That(page, Does.Contain("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;"));
    }

    [Test]
    public async Task File_AskedForByItsVersion_IsKeptForEver_AndUnpackedForWhoCannotUnpack()
    {
        await using var server = await RunningServer.StartAsync();
        var address = FilesOf(await server.Client.GetStringAsync("/")).First(file => file.Contains(".js", StringComparison.Ordinal));
        using var plain = await server.Client.GetAsync($"/{address}");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/{address}") { Headers = { { "Accept-Encoding", "gzip" } } };
        using var packed = await server.Client.SendAsync(request);

        Assert.That(plain.Headers.CacheControl!.ToString(), Does.Contain("max-age=31536000"));
        Assert.That(packed.Content.Headers.ContentEncoding, Is.EqualTo(["gzip"]));
        await using var unpacked = new GZipStream(await packed.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var text = new StreamReader(unpacked);
        Assert.That(await text.ReadToEndAsync(), Is.EqualTo(await plain.Content.ReadAsStringAsync()));
        using var other = await server.Client.GetAsync("/site/site.js?v=0");
        Assert.That(other.Headers.CacheControl!.NoCache, Is.True);
    }

    [Test]
    public async Task Logo_IsSentInASandbox_AndIsNotThereWhenItsFileIsNot()
    {
        var logo = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.svg");
        await File.WriteAllTextAsync(logo, "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>");
        await using var server = await RunningServer.StartAsync($$"""
            "site":{"logo":"{{logo}}"},
            """);
        using (var reply = await server.Client.GetAsync("/site/logo"))
        {
            Assert.That(reply.Content.Headers.ContentType!.ToString(), Is.EqualTo("image/svg+xml"));
            Assert.That(reply.Headers.GetValues("Content-Security-Policy").Single(), Does.EndWith("sandbox"));
        }

        File.Delete(logo);
        using var gone = await server.Client.GetAsync("/site/logo");
        Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Host_WithoutASite_HasNothingThere()
    {
        await using var server = await RunningServer.StartAsync("""
            "site":{"show":false},
            """);
        using var reply = await server.Client.GetAsync("/");

        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Host_OfSomebodyElse_HasTheSiteWhereItWasMapped()
    {
        using var tree = new ArchiveBuilder();
        tree.File("c", "q", RunningServer.Hour, SegmentNames.Full("00:00"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSegmentPipelineSchedule(RunningServer.Options(tree, "", ""));
        builder.Services.AddSegmentPipelineWeb();
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var group = app.MapGroup("/archive");
        group.MapSegmentPipeline();
        group.MapSegmentPipelineSite();
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        var page = await client.GetStringAsync("/archive/archives/main");
        foreach (var file in FilesOf(page))
        {
            using var reply = await client.GetAsync(new Uri(new Uri($"{app.Urls.Single()}/archive/archives/main"), file));
            Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.OK), file);
        }

        await app.StopAsync();
    }

    private static IEnumerable<string> FilesOf(string page) =>
        Regex.Matches(page, "(?:href|src)=\"((?:\\.\\./)*site/[^\"]+)\"").Select(match => match.Groups[1].Value);

    private static async Task<int> LengthAsync(RunningServer server, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept-Encoding", "gzip" } } };
        using var reply = await server.Client.SendAsync(request);
        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.OK), address);
        return (await reply.Content.ReadAsByteArrayAsync()).Length;
    }

    private static int PackedLength(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.SmallestSize)) stream.Write(bytes);
        return packed.ToArray().Length;
    }
}
