using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>Who may have a host do something.</summary>
internal sealed class ActionGuardTests
{
    private const string Token = "planted-token-0123456789";
    private const string Runs = "/api/archives/main/runs";

    private string _file = null!;

    [SetUp]
    public async Task WriteAsync()
    {
        _file = Path.GetTempFileName();
        await File.WriteAllTextAsync(_file, Token + "\n");
    }

    [TearDown]
    public void Remove() => File.Delete(_file);

    [TestCase(null, 401)]
    [TestCase("Bearer wrong", 401)]
    [TestCase("Bearer planted-token-012345678", 401)]
    [TestCase("Basic " + Token, 401)]
    [TestCase(Token, 401)]
    [TestCase("Bearer", 401)]
    [TestCase("Basic cGxhbnRlZC10b2tlbi0wMTIzNDU2Nzg5", 401)] // The token alone.
    [TestCase("Basic eDp3cm9uZw==", 401)] // x:wrong
    [TestCase("Basic eDpwbGFudGVkLXRva2VuLTAxMjM0NTY3ODk=", 202)] // x:TOKEN
    [TestCase("Bearer " + Token, 202)]
    [TestCase("bearer " + Token, 202)]
    public async Task Action_OfAHostWithAToken_NeedsIt(string? authorization, int status)
    {
        await using var server = await StartAsync();
        using var reply = await SendAsync(server, HttpMethod.Post, Runs, ("Authorization", authorization));

        Assert.That((int)reply.StatusCode, Is.EqualTo(status));
        Assert.That(reply.Headers.WwwAuthenticate.ToString(), Is.EqualTo(status == 401 ? "Bearer" : ""));
    }

    [TestCase("POST", "/api/archives/main/runs?kind=verify")]
    [TestCase("POST", "/api/archives/main/plan")]
    [TestCase("POST", "/api/profile?seconds=1")]
    [TestCase("DELETE", "/api/archives/main")]
    public async Task Address_ThatDoesSomething_NeedsTheToken(string method, string address)
    {
        await using var server = await StartAsync();
        using var reply = await SendAsync(server, new HttpMethod(method), address);

        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await DetailOfAsync(reply), Does.Contain("Authorization: Bearer TOKEN"));
    }

    [TestCase("/api/archives")]
    [TestCase("/api/archives/main/work")]
    [TestCase("/metrics")]
    [TestCase("/")]
    public async Task Address_ThatOnlyTells_NeedsNoToken(string address)
    {
        await using var server = await StartAsync();
        using var reply = await SendAsync(server, HttpMethod.Get, address);

        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await reply.Content.ReadAsStringAsync(), Does.Not.Contain(Token));
    }

    [Test]
    public async Task Token_OfAPageOfAnotherSite_DoesNotHelpIt()
    {
        await using var server = await StartAsync();
        using var reply = await SendAsync(
            server, HttpMethod.Post, Runs, ("Authorization", $"Bearer {Token}"), ("Origin", "https://evil.example"));

        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Guesses_InACrowd_AreAnsweredShortlyAndKeepNobodyOut()
    {
        var clock = new FakeTimeProvider();
        await using var server = await StartAsync(clock: clock);
        var answers = new List<int>();
        for (var guess = 0; guess < WrongTokens.Most + 5; guess++)
        {
            using var reply = await SendAsync(server, HttpMethod.Post, Runs, ("Authorization", $"Bearer guess {guess}"));
            answers.Add((int)reply.StatusCode);
        }

        Assert.That(answers, Is.EqualTo(Enumerable.Repeat(401, WrongTokens.Most).Concat(Enumerable.Repeat(429, 5))));
        using var right = await SendAsync(server, HttpMethod.Post, Runs, ("Authorization", $"Bearer {Token}"));
        Assert.That(right.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        clock.Advance(TimeSpan.FromMinutes(1));
        using var later = await SendAsync(server, HttpMethod.Post, Runs, ("Authorization", "Bearer guess"));
        Assert.That(later.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        var counts = server.Log.GetSnapshot().Where(line => line.Id.Id == 114).Select(line => line.GetStructuredStateValue("Count"));
        Assert.That(counts, Is.EqualTo(["1", $"{WrongTokens.Most + 5}"]));
        Assert.That(string.Join('\n', server.Log.GetSnapshot().Select(line => line.Message)), Does.Not.Contain(Token).And.Not.Contain("guess"));
    }

    [TestCase("", "the file of the secret is empty")]
    [TestCase("short", "the secret has less than 16 characters")]
    [TestCase("a token with spaces in it", "the secret has characters that no header can have")]
    public async Task Token_ThatIsNone_LetsNobodyIn(string text, string fault)
    {
        await using var server = await StartAsync();
        await File.WriteAllTextAsync(_file, text);
        using var reply = await SendAsync(server, HttpMethod.Post, Runs, ("Authorization", $"Bearer {text}"));

        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(await DetailOfAsync(reply), Does.Contain(fault));
    }

    [Test]
    public async Task Token_ThatIsChanged_HoldsAtOnce()
    {
        await using var server = await StartAsync();
        await File.WriteAllTextAsync(_file, "another-token-9876543210");
        using var before = await SendAsync(server, HttpMethod.Post, Runs, ("Authorization", $"Bearer {Token}"));
        using var after = await SendAsync(server, HttpMethod.Post, Runs, ("Authorization", "Bearer another-token-9876543210"));

        Assert.That((int)before.StatusCode, Is.EqualTo(401));
        Assert.That((int)after.StatusCode, Is.EqualTo(202));
    }

    [TestCase(null, 403)]
    [TestCase(" ", 403)]
    [TestCase("alice", 202)]
    public async Task Action_BehindAProxy_NeedsAName(string? user, int status)
    {
        await using var server = await RunningServer.StartAsync("\"site\":{\"userHeader\":\"X-Remote-User\"},");
        using var reply = await SendAsync(server, HttpMethod.Post, Runs, ("X-Remote-User", user));

        Assert.That((int)reply.StatusCode, Is.EqualTo(status));
        var told = server.Log.GetSnapshot().Where(line => line.Id.Id == 113).Select(line => line.Message).ToList();
        Assert.That(told, Is.EqualTo(status == 202 ? [$"alice asked for POST {Runs}"] : Array.Empty<string>()));
    }

    [TestCase("", "evil.example", 403)]
    [TestCase("", "localhost", 202)]
    [TestCase("\"hosts\":[\"archive.example\"],", "Archive.example", 202)]
    public async Task Name_CountsOnly_ByANameOfTheHost(string hosts, string called, int status)
    {
        await using var server = await RunningServer.StartAsync(hosts + "\"urls\":\"http://[::]:0\",\"site\":{\"userHeader\":\"X-Remote-User\"},");
        using var reply = await SendAsync(server, HttpMethod.Post, Runs, ("X-Remote-User", "alice"), ("Host", called));

        Assert.That((int)reply.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task Name_OfTwo_IsNobodys()
    {
        await using var server = await RunningServer.StartAsync("\"site\":{\"userHeader\":\"X-Remote-User\"},");
        using var reply = await SendAsync(server, HttpMethod.Post, Runs, ("X-Remote-User", "alice"), ("X-Remote-User", "bob"));

        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [TestCase("alice", null, 202)]
    [TestCase(null, "Bearer " + Token, 202)]
    [TestCase(null, null, 401)]
    public async Task Action_OfAHostWithBoth_NeedsOneOfThem(string? user, string? authorization, int status)
    {
        await using var server = await StartAsync("\"userHeader\":\"X-Remote-User\",");
        using var reply = await SendAsync(server, HttpMethod.Post, Runs, ("X-Remote-User", user), ("Authorization", authorization));

        Assert.That((int)reply.StatusCode, Is.EqualTo(status));
    }

    private Task<RunningServer> StartAsync(string more = "", TimeProvider? clock = null) => RunningServer.StartAsync(
        "\"site\":{" + more + "\"actions\":true,\"tokenFile\":" + JsonSerializer.Serialize(_file) + "},",
        also: services =>
        {
            if (clock is not null) services.AddSingleton(clock);
        });

    private static async Task<HttpResponseMessage> SendAsync(
        RunningServer server, HttpMethod method, string address, params (string Name, string? Value)[] headers)
    {
        using var message = new HttpRequestMessage(method, address);
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
            message.Headers.TryAddWithoutValidation(name, value);
        return await server.Client.SendAsync(message);
    }

    private static async Task<string> DetailOfAsync(HttpResponseMessage reply) =>
        JsonDocument.Parse(await reply.Content.ReadAsStringAsync()).RootElement.GetProperty("detail").GetString()!;
}
