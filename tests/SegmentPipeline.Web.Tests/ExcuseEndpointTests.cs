using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Hosting;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web.Tests;

/// <summary>Ranges that somebody has said are not expected to be covered.</summary>
internal sealed class ExcuseEndpointTests
{
    private const string Actions = "\"site\":{\"actions\":true},";
    private const string Excuses = "/api/archives/main/excuses";

    private const string First =
        """{"stream":"c/q","start":"2026-03-28T22:00:02Z","end":"2026-03-28T22:00:10Z","reason":"the camera was in repair"}""";

    [Test]
    public async Task Hole_ThatIsExcused_IsExcusedInTheNextAuditUntilThatIsTakenBack()
    {
        var records = new RecordEar();
        await using var server = await RunningServer.StartAsync(Actions, also: services => services.AddSingleton<IAuditListener>(records));
        await server.AuditAsync();
        Assert.That(records.Taken.OfType<ExpectationRecord>(), Is.Empty, "without an excuse, nothing is said of what is expected");
        records.Taken.Clear();

        using var reply = await PostAsync(server, First);

        Assert.That((int)reply.StatusCode, Is.EqualTo(201));
        var excuse = JsonDocument.Parse(await reply.Content.ReadAsStringAsync()).RootElement;
        Assert.That(reply.Headers.Location!.ToString(), Is.EqualTo($"{Excuses}/{excuse.GetProperty("id").GetString()}"));
        var listed = (await server.GetAsync(Excuses)).GetProperty("excuses");
        Assert.That(listed.EnumerateArray().Select(one => one.GetRawText()), Is.EqualTo([excuse.GetRawText()]));

        await server.AuditAsync();
        Assert.That(await StatesAsync(server), Is.EqualTo(["00:02 excused", "00:12 open"]));
        var expectation = records.Taken.OfType<ExpectationRecord>().Single();
        Assert.That(
            (expectation.Stream.ToString(), expectation.Source),
            Is.EqualTo(("c/q", "always, override not expected: the camera was in repair")));

        using var removed = await server.Client.DeleteAsync(reply.Headers.Location);
        Assert.That((int)removed.StatusCode, Is.EqualTo(204));
        Assert.That(File.Exists($"{RunningServer.LedgerOf(server.Tree)}.excuses.json"), Is.False);
        await server.AuditAsync();
        var open = (await server.GetAsync("/api/archives/main/holes")).GetProperty("holes");
        Assert.That(open.EnumerateArray().Select(StartOf), Is.EquivalentTo(["00:02", "00:12"]));
    }

    [Test]
    public async Task Excuses_OfAHostThatStartsAgain_AreThereAndReadByTheCommandAsWell()
    {
        await using var server = await RunningServer.StartAsync(Actions);
        using var reply = await PostAsync(server, First);
        var file = $"{RunningServer.LedgerOf(server.Tree)}.excuses.json";

        await using var again = PipelineServer.Build(RunningServer.Options(server.Tree, Actions, ""));
        var excuse = again.Services.GetRequiredService<ArchiveExcuses>().Read("main").Single();

        Assert.That((excuse.Reason, excuse.Until), Is.EqualTo(("the camera was in repair", (Timestamp?)null)));
        var expected = new PipelineOptions { Root = server.Tree.Root, ExpectFile = file }.ToAuditRequest().Expectation!
            .Find(new StreamId("c", "q"), new TimeRange(Timestamp.Parse("2026-03-28T22:00:00Z"), Timestamp.Parse("2026-03-28T22:01:00Z")))!;
        Assert.That(expected.Ranges.Sum(range => range.Microseconds), Is.EqualTo(52_000_000));
    }

    [Test]
    public async Task Excuse_OfTheSameRange_TakesThePlaceOfTheOther()
    {
        await using var server = await RunningServer.StartAsync(Actions);
        using var first = await PostAsync(server, First);
        using var second = await PostAsync(server, First.Replace("repair", "the rain", StringComparison.Ordinal));

        var excuses = (await server.GetAsync(Excuses)).GetProperty("excuses");
        Assert.That(excuses.EnumerateArray().Select(one => one.GetProperty("reason").GetString()), Is.EqualTo(["the camera was in the rain"]));
    }

    [Test]
    public async Task Excuse_OfAStreamWithPatternsInItsName_IsOfThatStreamOnly()
    {
        await using var server = await RunningServer.StartAsync(Actions);
        using var reply = await PostAsync(server, First.Replace("c/q", "*/?", StringComparison.Ordinal));

        var excuse = (await server.GetAsync(Excuses)).GetProperty("excuses")[0];
        Assert.That($"{excuse.GetProperty("channel")}/{excuse.GetProperty("quality")}", Is.EqualTo("*/?"));
        await server.AuditAsync();
        Assert.That(await StatesAsync(server), Is.EqualTo(["00:02 open", "00:12 open"]));
    }

    [Test]
    public async Task Excuse_GivenBehindAProxy_NamesWhoGaveIt()
    {
        await using var server = await RunningServer.StartAsync("\"site\":{\"actions\":true,\"userHeader\":\"X-Remote-User\"},");
        using var message = new HttpRequestMessage(HttpMethod.Post, Excuses) { Content = Body(First) };
        message.Headers.Add("X-Remote-User", "alice");
        using var reply = await server.Client.SendAsync(message);

        Assert.That((await server.GetAsync(Excuses)).GetProperty("excuses")[0].GetProperty("by").GetString(), Is.EqualTo("alice"));
    }

    [Test]
    public async Task Excuses_OfMoreThanAreKept_AreRefused()
    {
        await using var server = await RunningServer.StartAsync(Actions);
        var start = Timestamp.Parse("2026-03-28T22:00:00Z");
        var excuses = server.Application.Services.GetRequiredService<ArchiveExcuses>();
        for (var at = 0; at < ArchiveExcuses.Most; at++)
        {
            var range = new TimeRange(start, start + TimeSpan.FromSeconds(100));
            var excuse = new Excuse { Stream = new StreamId("c", $"q{at}"), Range = range, Reason = "planted", Given = start };
            Assert.That(excuses.TryAdd("main", excuse), Is.True);
        }

        using var reply = await PostAsync(server, First);

        Assert.That((int)reply.StatusCode, Is.EqualTo(409));
        await server.AuditAsync();
        Assert.That(await StatesAsync(server), Is.EqualTo(["00:02 open", "00:12 open"]), "an audit takes as many");
    }

    [Test]
    public async Task Excuses_ThatHaveRunOut_MakeRoomForOthers()
    {
        await using var server = await RunningServer.StartAsync(Actions);
        var start = Timestamp.Parse("2026-03-28T22:00:00Z");
        var excuses = server.Application.Services.GetRequiredService<ArchiveExcuses>();
        for (var at = 0; at < ArchiveExcuses.Most; at++)
        {
            var excuse = new Excuse
            {
                Stream = new StreamId("c", $"q{at}"),
                Range = new TimeRange(start, start + TimeSpan.FromSeconds(100)),
                Reason = "planted",
                Given = start,
                Until = at < 3 ? start + TimeSpan.FromSeconds(1) : null,
            };
            Assert.That(excuses.TryAdd("main", excuse), Is.True);
        }

        using var reply = await PostAsync(server, First);

        Assert.That((int)reply.StatusCode, Is.EqualTo(201));
        Assert.That(excuses.Read("main"), Has.Count.EqualTo(ArchiveExcuses.Most - 2));
    }

    [Test]
    public async Task File_WithRulesOfAnotherKind_IsLeftAsItIs()
    {
        await using var server = await RunningServer.StartAsync(Actions);
        var file = RunningServer.LedgerOf(server.Tree) + ".excuses.json";
        const string rules = """{"expect":[{"streams":["c/*"],"windows":["2026-03-28/2026-03-29"]}]}""";
        await File.WriteAllTextAsync(file, rules);

        using var reply = await PostAsync(server, First);

        Assert.That((int)reply.StatusCode, Is.EqualTo(503));
        Assert.That(await reply.Content.ReadAsStringAsync(), Does.Contain("no excuses of one stream each"));
        Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo(rules));
    }

    [TestCase("", "the body is not JSON")]
    [TestCase("""{"\ud800":"a"}""", "the body is not JSON")]
    [TestCase("[]", "the body is no object of JSON")]
    [TestCase("""{"stream":"c/q","start":"2026-03-28","end":"2026-03-29"}""", "reason is missing")]
    [TestCase("""{"stream":"c/q","start":"2026-03-28","end":"2026-03-29","reason":" "}""", "it has no reason")]
    [TestCase("""{"stream":"c/q","start":"2026-03-28","end":"2026-03-29","reason":"a\u0007"}""", "its reason has characters that are no text")]
    [TestCase("""{"stream":"c/q","start":"2026-03-29","end":"2026-03-29","reason":"a"}""", "and not after its start")]
    [TestCase("""{"stream":"c","start":"2026-03-28","end":"2026-03-29","reason":"a"}""", "stream is not a stream; write CHANNEL/QUALITY")]
    [TestCase("""{"stream":"c/q","start":"yesterday","end":"2026-03-29","reason":"a"}""", "start: ")]
    [TestCase("""{"stream":"c/q","start":"2026-03-28","end":"2026-03-29","reason":"a","until":"2001-01-01"}""", "it would have run out")]
    [TestCase("""{"stream":"c/q","start":"2026-03-28","end":"2026-03-29","reason":"a","id":"x"}""", "there is no member id")]
    [TestCase("""{"stream":"c/q","stream":"c/q","start":"2026-03-28","end":"2026-03-29","reason":"a"}""", "stream stands there twice")]
    public async Task Excuse_ThatIsNone_IsRefused(string body, string detail)
    {
        await using var server = await RunningServer.StartAsync(Actions);
        using var reply = await PostAsync(server, body);

        Assert.That((int)reply.StatusCode, Is.EqualTo(400));
        Assert.That(await reply.Content.ReadAsStringAsync(), Does.Contain(detail));
        Assert.That((await server.GetAsync(Excuses)).GetProperty("excuses").GetArrayLength(), Is.Zero);
    }

    [TestCase("", null, 403)]
    [TestCase(Actions, "https://evil.example", 403)]
    [TestCase(Actions, null, 404)]
    public async Task Excuse_ThatCannotBeTakenBack_IsRefused(string serve, string? origin, int status)
    {
        await using var server = await RunningServer.StartAsync(serve);
        using var message = new HttpRequestMessage(HttpMethod.Delete, $"{Excuses}/0123456789abcdef");
        if (origin is not null) message.Headers.Add("Origin", origin);
        using var reply = await server.Client.SendAsync(message);

        Assert.That((int)reply.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task Excuse_SentAsAForm_IsRefused()
    {
        await using var server = await RunningServer.StartAsync(Actions);
        using var content = new StringContent(First, Encoding.UTF8, "text/plain");
        using var reply = await server.Client.PostAsync(Excuses, content);

        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
    }

    private static StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");

    private static async Task<HttpResponseMessage> PostAsync(RunningServer server, string json)
    {
        using var body = Body(json);
        return await server.Client.PostAsync(Excuses, body);
    }

    private static async Task<IEnumerable<string>> StatesAsync(RunningServer server) =>
        (await server.GetAsync("/api/archives/main/holes?state=all")).GetProperty("holes").EnumerateArray()
            .OrderBy(StartOf, StringComparer.Ordinal)
            .Select(hole => $"{StartOf(hole)} {hole.GetProperty("state").GetString()}");

    private static string StartOf(JsonElement hole) => hole.GetProperty("start").GetString()![14..19];

    /// <summary>Keeps the records of audits.</summary>
    private sealed class RecordEar : IAuditListener
    {
        internal List<AuditRecord> Taken { get; } = [];

        public ValueTask TakeAsync(string archive, AuditRecord record, CancellationToken cancellationToken)
        {
            Taken.Add(record);
            return ValueTask.CompletedTask;
        }
    }
}
