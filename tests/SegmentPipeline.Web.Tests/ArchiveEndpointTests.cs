using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

internal sealed class ArchiveEndpointTests
{
    [Test]
    public async Task Archive_NeverAudited_IsListedAndHasNoHistory()
    {
        await using var server = await RunningServer.StartAsync();

        var archive = (await server.GetAsync("/api/archives")).GetProperty("archives")[0];
        Assert.That(archive.GetRawText(), Is.EqualTo(
            $$"""{"name":"main","root":"{{server.Tree.Root}}","activity":"idle","since":null,"hoursDone":0,"hoursTotal":0,"due":null,"lastRun":null}"""));
        Assert.That((await server.GetAsync("/api/archives/main")).GetRawText(), Is.EqualTo(archive.GetRawText()));
        Assert.That(await server.Client.GetStringAsync("/api/archives/main/runs"), Is.EqualTo("""{"runs":[]}"""));
        Assert.That(
            await server.Client.GetStringAsync("/api/archives/main/holes"),
            Is.EqualTo("""{"holes":[],"more":false,"cursor":null}"""));
    }

    [Test]
    public async Task Run_AskedFor_IsAcceptedAndComesIntoTheHistory()
    {
        await using var server = await RunningServer.StartAsync();

        var archive = await server.AuditAsync();

        Assert.That(archive.GetProperty("lastRun").GetProperty("exit").GetInt32(), Is.EqualTo(1));
        var run = (await server.GetAsync("/api/archives/main/runs?limit=5&stream=c/q")).GetProperty("runs")[0];
        Assert.That(run.GetProperty("status").GetString(), Is.EqualTo("complete"));
        Assert.That(run.GetProperty("exit").GetInt32(), Is.EqualTo(1));
        Assert.That(run.GetProperty("findings").GetProperty("hole").GetInt32(), Is.EqualTo(2));
        Assert.That(run.GetProperty("microseconds").GetProperty("missing").GetInt64(), Is.EqualTo(16_000_000));
    }

    [TestCase("", "00:00:02 00:00:12")]
    [TestCase("?stream=c/q&state=open", "00:00:02 00:00:12")]
    [TestCase("?stream=c/other", "")]
    [TestCase("?from=2026-03-28T22:00:10Z", "00:00:12")]
    [TestCase("?from=2026-03-28T22:00:09.999999Z", "00:00:02 00:00:12")]
    [TestCase("?to=2026-03-28T22:00:12Z", "00:00:02")]
    [TestCase("?to=2026-03-28T22:00:12.000001Z", "00:00:02 00:00:12")]
    [TestCase("?limit=1", "00:00:02 …")]
    [TestCase("?limit=1&skip=1", "00:00:12")]
    [TestCase("?skip=2&state=all", "")]
    public async Task Holes_AskedFor_AreThoseOfTheRange(string query, string starts)
    {
        await using var server = await RunningServer.StartAsync();
        await server.AuditAsync();

        var reply = await server.GetAsync($"/api/archives/main/holes{query}");

        var found = reply.GetProperty("holes").EnumerateArray().Select(hole => $"00:{hole.GetProperty("start").GetString()![14..19]}");
        Assert.That(string.Join(' ', reply.GetProperty("more").GetBoolean() ? found.Append("…") : found), Is.EqualTo(starts));
    }

    [Test]
    public async Task Hole_ThatHealed_IsShownOnlyWhenAskedFor()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AuditAsync();
        server.Tree.File("c", "q", RunningServer.Hour, SegmentNames.Full("00:02", "8.0"));
        await server.AuditAsync();

        Assert.That((await server.GetAsync("/api/archives/main/holes")).GetProperty("holes").GetArrayLength(), Is.EqualTo(1));
        var all = (await server.GetAsync("/api/archives/main/holes?state=all")).GetProperty("holes");
        Assert.That(all.EnumerateArray().Select(hole => hole.GetProperty("state").GetString()), Is.EqualTo(["open", "healed"]));
        Assert.That(server.Log.GetSnapshot().Select(record => record.Id.Id), Has.Exactly(1).EqualTo(301));
    }

    [Test]
    public async Task Run_WhileOneIsUnderWay_IsAConflict()
    {
        var gate = new Gate();
        await using var server = await RunningServer.StartAsync(also: services => services.AddSingleton<IAuditListener>(gate));
        using var first = await server.PostAsync("/api/archives/main/runs");
        await gate.Reached.Soon();

        using var second = await server.PostAsync("/api/archives/main/runs");

        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((await server.GetAsync("/api/archives/main")).GetProperty("activity").GetString(), Is.EqualTo("running"));
        gate.Open();
    }

    [Test]
    public async Task Server_ThatStopsDuringARun_CancelsIt()
    {
        var gate = new Gate();
        await using var server = await RunningServer.StartAsync(also: services => services.AddSingleton<IAuditListener>(gate));
        var exit = server.Application.Services.GetRequiredService<AuditSchedule>().TryStart("main")!;
        await gate.Reached.Soon();

        await server.Application.StopAsync().Soon();

        Assert.That(async () => await exit.Soon(), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(server.Log.GetSnapshot().Select(record => record.Id.Id), Has.Exactly(1).EqualTo(203));
    }

    [Test]
    public async Task Requests_ManyAtOnceDuringARun_AreAllAnswered()
    {
        var gate = new Gate();
        await using var server = await RunningServer.StartAsync(also: services => services.AddSingleton<IAuditListener>(gate));
        using var run = await server.PostAsync("/api/archives/main/runs");
        await gate.Reached.Soon();
        string[] addresses = ["/healthz", "/readyz", "/metrics", "/api/archives", "/api/archives/main/runs", "/api/archives/main/holes"];

        var replies = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => server.Client.GetAsync(addresses[i % addresses.Length])))
            .Soon();

        Assert.That(replies.Select(reply => reply.StatusCode), Has.All.EqualTo(HttpStatusCode.OK));
        gate.Open();
    }
}
