using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>Verifying and filling that is asked for, over HTTP.</summary>
[Platform("Linux")]
internal sealed class WorkEndpointTests
{
    private const string Actions = "\"site\":{\"actions\":true},";
    private const string Verified = "\"verify\":{\"schedule\":\"0 3 1 1 *\"},";

    [Test]
    public async Task Verification_AskedFor_IsDoneAndTold()
    {
        await using var server = await RunningServer.StartAsync(Actions, Verified);
        Assert.That((await WorkAsync(server)).GetProperty("verification").GetProperty("last").ValueKind, Is.EqualTo(JsonValueKind.Null));

        using var reply = await server.PostAsync("/api/archives/main/runs?kind=verify");

        Assert.That((int)reply.StatusCode, Is.EqualTo(202));
        Assert.That(reply.Headers.Location!.ToString(), Is.EqualTo("/api/archives/main/work"));
        var last = (await VerifiedAsync(server)).GetProperty("last");
        Assert.That((last.GetProperty("status").GetString(), last.GetProperty("checked").GetInt64()), Is.EqualTo(("complete", 4L)));
        var runs = (await server.GetAsync("/api/archives/main/runs?kind=verify")).GetProperty("runs");
        Assert.That(runs.GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task Filling_ThatIsPlannedFirst_FetchesWhatThePlanSaid()
    {
        using var there = new ArchiveBuilder();
        there.File("c", "q", RunningServer.Hour, SegmentNames.Full("00:00"));
        Write(there, "00:02", "8.0", 1);
        Write(there, "00:12", "4.0", 2);
        await using var server = await RunningServer.StartAsync(Actions, Replica(there));
        await IdleAsync(server);

        using var asked = await server.PostAsync("/api/archives/main/plan");
        Assert.That((int)asked.StatusCode, Is.EqualTo(202));
        await IdleAsync(server);
        var reply = await server.GetAsync(asked.Headers.Location!.ToString());

        var plan = reply.GetProperty("plan");
        Assert.That(reply.GetProperty("activity").GetString(), Is.EqualTo("idle"));
        Assert.That(plan.GetProperty("files").GetInt64(), Is.EqualTo(2));
        Assert.That((plan.GetProperty("bytes").GetInt64(), plan.GetProperty("bytesExact").GetBoolean()), Is.EqualTo((18L, true)));
        Assert.That(plan.GetProperty("replicas").GetRawText(), Is.EqualTo("""[{"name":"node2","files":2}]"""));
        Assert.That(plan.GetProperty("closedMicroseconds").GetInt64(), Is.EqualTo(12_000_000));
        Assert.That(
            plan.GetProperty("holes").EnumerateArray().Select(hole =>
                $"{hole.GetProperty("start").GetString()![14..19]} {hole.GetProperty("closedMicroseconds").GetInt64() / 1_000_000}"),
            Is.EqualTo(["00:02 8", "00:12 4"]));
        Assert.That(Files(server), Is.EqualTo(3), "a plan fetches nothing");

        using var filling = await server.PostAsync("/api/archives/main/runs?kind=fill");
        Assert.That((int)filling.StatusCode, Is.EqualTo(202));
        var work = await IdleAsync(server);
        Assert.That(work.GetProperty("last").GetProperty("published").GetInt64(), Is.EqualTo(2));
        Assert.That(work.GetProperty("last").GetProperty("holesClosedMicroseconds").GetInt64(), Is.EqualTo(12_000_000));
        Assert.That(Files(server), Is.EqualTo(5));
    }

    [Test]
    public async Task Archive_ThatIsFilledOnlyWhenAsked_IsComparedByItselfAndNotFilled()
    {
        using var there = new ArchiveBuilder();
        Write(there, "00:02", "8.0", 1);
        await using var server = await RunningServer.StartAsync(Actions, Replica(there));

        await ComparedAsync(server);

        Assert.That(Files(server), Is.EqualTo(3));
        Assert.That((await IdleAsync(server)).GetProperty("last").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That((await server.GetAsync("/api/archives/main/runs?kind=fill")).GetProperty("runs").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task Verification_WhileOneIsUnderWay_IsAConflictThatSaysSo()
    {
        await using var server = await RunningServer.StartAsync(Actions, "\"verify\":{\"schedule\":\"0 3 1 1 *\",\"rate\":\"1B/s\"},");
        server.Tree.File("c", "q", RunningServer.Hour, SegmentNames.Full("00:30"), 100_000); // A day's work.
        using var first = await server.PostAsync("/api/archives/main/runs?kind=verify");
        using var second = await server.PostAsync("/api/archives/main/runs?kind=verify");

        Assert.That(((int)first.StatusCode, (int)second.StatusCode), Is.EqualTo((202, 409)));
        Assert.That(
            await DetailOfAsync(second),
            Is.EqualTo("main is being verified; ask again when that has ended")
                .Or.EqualTo("main is about to be verified, as soon as its files may be read"));
    }

    [TestCase("runs?kind=verify", 409, "main is not verified by this host; give it verify in the configuration")]
    [TestCase("runs?kind=fill", 409, "main is not filled by this host; give it replicas and fill in the configuration")]
    [TestCase("plan", 409, "main is not filled by this host; give it replicas and fill in the configuration")]
    [TestCase("runs?kind=demolish", 400, "kind: 'demolish' is none of audit, verify, fill")]
    public async Task Work_ThatTheHostDoesNotDo_IsRefused(string address, int status, string detail)
    {
        await using var server = await RunningServer.StartAsync(Actions);
        using var reply = await server.PostAsync($"/api/archives/main/{address}");

        Assert.That((int)reply.StatusCode, Is.EqualTo(status));
        Assert.That(await DetailOfAsync(reply), Is.EqualTo(detail));
    }

    [TestCase("runs?kind=verify")]
    [TestCase("runs?kind=fill")]
    [TestCase("plan")]
    public async Task Work_WhereNothingIsToBeDone_IsForbidden(string address)
    {
        await using var server = await RunningServer.StartAsync(archive: Verified);
        using var reply = await server.PostAsync($"/api/archives/main/{address}");

        Assert.That((int)reply.StatusCode, Is.EqualTo(403));
        Assert.That(await DetailOfAsync(reply), Does.Contain("site:actions"));
    }

    [TestCase("runs?kind=verify")]
    [TestCase("plan")]
    public async Task Work_AskedForByAPageOfAnotherSite_IsForbidden(string address)
    {
        await using var server = await RunningServer.StartAsync(Actions, Verified);
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/api/archives/main/{address}");
        message.Headers.Add("Origin", "https://evil.example");
        using var reply = await server.Client.SendAsync(message);

        Assert.That((int)reply.StatusCode, Is.EqualTo(403));
        Assert.That(await DetailOfAsync(reply), Does.Contain("another site"));
    }

    [Test]
    public async Task Plan_OfAnArchiveThatIsAway_SaysWhy()
    {
        using var there = new ArchiveBuilder();
        Write(there, "00:02", "8.0", 1);
        await using var server = await RunningServer.StartAsync(Actions, Replica(there));
        await IdleAsync(server);
        Directory.Move(server.Tree.Root, server.Tree.Root + ".away");
        try
        {
            using var asked = await server.PostAsync("/api/archives/main/plan");
            await IdleAsync(server);

            var reply = await server.GetAsync("/api/archives/main/plan");
            Assert.That(reply.GetProperty("plan").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(reply.GetProperty("failure").GetString(), Does.Contain(server.Tree.Root));
        }
        finally
        {
            Directory.Move(server.Tree.Root + ".away", server.Tree.Root);
        }
    }

    private static string Replica(ArchiveBuilder there) =>
        $$"""
        "replicas":[{"name":"node2","location":"{{there.Root}}"}],"fill":{"when":"asked"},
        """;

    private static void Write(ArchiveBuilder tree, string time, string duration, int content)
    {
        var directory = tree.PathOf("c", "q", RunningServer.Hour);
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, SegmentNames.Full(time, duration, content: content)), $"content {content}");
    }

    private static int Files(RunningServer server) => Directory.GetFiles(server.Tree.PathOf("c", "q", RunningServer.Hour)).Length;

    private static Task<JsonElement> WorkAsync(RunningServer server) => server.GetAsync("/api/archives/main/work");

    private static async Task<JsonElement> VerifiedAsync(RunningServer server)
    {
        while (true)
        {
            var verification = (await WorkAsync(server).Soon()).GetProperty("verification");
            if (verification.GetProperty("activity").GetString() == "idle") return verification;
        }
    }

    /// <summary>Until nothing is done or asked for, after the first pass.</summary>
    private static async Task<JsonElement> IdleAsync(RunningServer server)
    {
        await ComparedAsync(server);
        while (true)
        {
            var filling = (await WorkAsync(server).Soon()).GetProperty("filling");
            var isAsked = filling.GetProperty("asked").ValueKind != JsonValueKind.Null;
            if (!isAsked && filling.GetProperty("activity").GetString() == "idle") return filling;
        }
    }

    private static async Task ComparedAsync(RunningServer server)
    {
        var schedule = server.Application.Services.GetRequiredService<ReplicaSchedule>();
        while (schedule.Find("main")!.Compared is null) await Task.Yield();
    }

    private static async Task<string> DetailOfAsync(HttpResponseMessage reply) =>
        JsonDocument.Parse(await reply.Content.ReadAsStringAsync()).RootElement.GetProperty("detail").GetString()!;
}
