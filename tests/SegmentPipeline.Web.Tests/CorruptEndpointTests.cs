using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>A host that verifies its archive. The files hold no byte, so each of them is corrupt.</summary>
[Platform("Linux")]
internal sealed class CorruptEndpointTests
{
    private RunningServer _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = await RunningServer.StartAsync(archive: "\"verify\":{},");
        while (!await HasVerifiedAsync().Soon())
        {
            // Nothing else tells from outside that the first pass has ended.
        }
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task Corrupt_FilesAreToldWithTheirCausesAndLifeSpans()
    {
        var reply = await _server.GetAsync("/api/archives/main/corrupt");

        var files = reply.GetProperty("corrupt").EnumerateArray().ToList();
        Assert.That((files.Count, reply.GetProperty("more").GetBoolean()), Is.EqualTo((4, false)));
        Assert.That(
            files.Select(file => file.GetProperty("causes")[0].GetProperty("cause").GetString()),
            Is.EqualTo(Enumerable.Repeat("hash", 4)));
    }

    [TestCase("?limit=3", 3, true)]
    [TestCase("?limit=4", 4, false)]
    [TestCase("?skip=3", 1, false)]
    [TestCase("?stream=c/other", 1, false)]
    [TestCase("?stream=c/q&from=2026-03-28T22:00:10Z", 2, false)]
    [TestCase("?stream=c/q&to=2026-03-28T22:00:10Z", 1, false)]
    [TestCase("?state=all", 4, false)]
    public async Task Corrupt_Files_ArePagedAndFiltered(string query, int count, bool more)
    {
        var reply = await _server.GetAsync("/api/archives/main/corrupt" + query);

        Assert.That(
            (reply.GetProperty("corrupt").GetArrayLength(), reply.GetProperty("more").GetBoolean()),
            Is.EqualTo((count, more)));
    }

    [Test]
    public async Task Corrupt_Files_AreReadOnFromTheCursor()
    {
        var paths = new List<string>();
        for (var query = "?limit=3"; ;)
        {
            var reply = await _server.GetAsync("/api/archives/main/corrupt" + query);
            paths.AddRange(reply.GetProperty("corrupt").EnumerateArray().Select(file =>
                $"{file.GetProperty("quality").GetString()}/{file.GetProperty("path").GetString()}"));
            if (reply.GetProperty("cursor").GetString() is not { } cursor) break;
            query = $"?limit=3&cursor={cursor}";
        }

        Assert.That(paths, Has.Count.EqualTo(4).And.Unique);
    }

    [TestCase("/api/archives/main/corrupt?cursor=a", 400)]
    [TestCase("/api/archives/main/corrupt?cursor=-1", 400)]
    [TestCase("/api/archives/main/corrupt?cursor=1&skip=1", 400)]
    [TestCase("/api/archives/main/corrupt?limit=0", 400)]
    [TestCase("/api/archives/main/corrupt?stream=c", 400)]
    [TestCase("/api/archives/main/corrupt?cause=hash", 400)]
    [TestCase("/api/archives/other/corrupt", 404)]
    public async Task Corrupt_FilesOfWhatIsWrong_AreAProblem(string address, int status)
    {
        using var reply = await _server.Client.GetAsync(address);

        Assert.That((int)reply.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task Corrupt_Files_AreTheJsonOfTheirType()
    {
        var files = _server.Application.Services.GetRequiredService<ArchiveHistory>().CorruptFiles("main", new(), 0, 100);

        Assert.That(
            await _server.Client.GetStringAsync("/api/archives/main/corrupt"),
            Is.EqualTo(JsonSerializer.Serialize(new CorruptList(files, false, null), ReplyJson.Contract.CorruptList)));
    }

    [Test]
    public async Task Metrics_TellWhatWasVerified()
    {
        var metrics = await _server.Client.GetStringAsync("/metrics");

        Assert.That(metrics, Does.Contain("segmentpipeline_verification_files_total{archive=\"main\"} 4"));
        Assert.That(metrics, Does.Contain("segmentpipeline_verification_corrupt{archive=\"main\",cause=\"hash\"} 4"));
        Assert.That(metrics, Does.Contain("segmentpipeline_verification_corrupt{archive=\"main\",cause=\"clock\"} 0"));
    }

    [Test]
    public async Task Corrupt_FilesOfAnArchiveThatWasNeverVerified_AreNone()
    {
        await using var server = await RunningServer.StartAsync();

        Assert.That(await server.Client.GetStringAsync("/api/archives/main/corrupt"), Is.EqualTo("""{"corrupt":[],"more":false,"cursor":null}"""));
    }

    /// <summary>Whether a pass has ended. The ledger cannot be read in the moment in which it is made.</summary>
    private async Task<bool> HasVerifiedAsync()
    {
        using var reply = await _server.Client.GetAsync("/api/archives/main/runs?kind=verify");
        if (!reply.IsSuccessStatusCode) return false;
        var runs = JsonDocument.Parse(await reply.Content.ReadAsStringAsync()).RootElement.GetProperty("runs");
        return runs.EnumerateArray().Any(run => run.GetProperty("ended").ValueKind != JsonValueKind.Null);
    }
}
