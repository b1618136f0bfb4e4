using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace SegmentPipeline.Web.Tests;

/// <summary>Whatever is wrong with a request: a problem document that says so.</summary>
internal sealed class ProblemTests
{
    private RunningServer _server = null!;

    [OneTimeSetUp]
    public async Task Start() => _server = await RunningServer.StartAsync("\"hosts\":[\"audits.example\"],");

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [TestCase("GET /nothing", 404, "there is nothing at this address")]
    [TestCase("POST /", 405, "this address does not take POST, but GET, HEAD")]
    [TestCase("GET /archives/nope", 404, "there is no archive 'nope'")]
    [TestCase("GET /site/nothing.js", 404, "there is nothing at this address")]
    [TestCase("GET /api", 404, "there is nothing at this address")]
    [TestCase("GET /api/archives/nope", 404, "there is no archive 'nope'")]
    [TestCase("GET /api/archives/MAIN", 404, "there is no archive 'MAIN'")]
    [TestCase("GET /api/archives/%1B%5B2J/runs", 404, @"there is no archive '\x1B[2J'")]
    [TestCase("POST /api/archives/nope/runs", 404, "there is no archive 'nope'")]
    [TestCase("POST /healthz", 405, "this address does not take POST, but GET, HEAD")]
    [TestCase("POST /metrics", 405, "this address does not take POST, but GET, HEAD")]
    [TestCase("DELETE /api/archives/main/runs", 405, "this address does not take DELETE, but GET, HEAD, POST")]
    [TestCase("GET /api/profile", 405, "this address does not take GET, but POST")]
    [TestCase("GET /healthz?verbose=1", 400, "there is no parameter verbose; there are none")]
    [TestCase("GET /api/archives/main/runs?limit=0", 400, "limit: '0' is not a whole number from 1 to 100")]
    [TestCase("GET /api/archives/main/runs?limit=101", 400, "limit: '101' is not a whole number from 1 to 100")]
    [TestCase("GET /api/archives/main/runs?limit=+1", 400, "limit: ' 1' is not a whole number from 1 to 100")]
    [TestCase("GET /api/archives/main/runs?limit=1&limit=2", 400, "limit stands there 2 times")]
    [TestCase("GET /api/archives/main/runs?colour=red", 400, "there is no parameter colour; there is limit, stream, kind")]
    [TestCase("GET /api/archives/main/holes?stream=c", 400, "stream: 'c' is not a stream; write CHANNEL/QUALITY")]
    [TestCase("GET /api/archives/main/holes?stream=../q", 400, "stream: '../q' is not a stream; write CHANNEL/QUALITY")]
    [TestCase(
        "GET /api/archives/main/holes?from=noon",
        400,
        "from: 'noon' is not a time; write 2026-03-28T22:00:02.01Z, any offset, or an hour 2026-03-28T22"
    )]
    [TestCase("GET /api/archives/main/holes?state=shut", 400, "state: 'shut' is none of open, all")]
    [TestCase("GET /api/archives/nope/coverage", 404, "there is no archive 'nope'")]
    [TestCase("GET /api/archives/main/coverage?columns=0", 400, "columns: '0' is not a whole number from 1 to 4096")]
    [TestCase("GET /api/archives/main/coverage?columns=4097", 400, "columns: '4097' is not a whole number from 1 to 4096")]
    [TestCase("GET /api/archives/main/coverage?columns=1e3", 400, "columns: '1e3' is not a whole number from 1 to 4096")]
    [TestCase("GET /api/archives/main/coverage?limit=201", 400, "limit: '201' is not a whole number from 1 to 200")]
    [TestCase("GET /api/archives/main/coverage?stream=%3Cscript%3E", 400, "stream: '<script>' is not a stream; write CHANNEL/QUALITY")]
    [TestCase("GET /api/archives/main/coverage?cursor=c", 400, "cursor: 'c' is not a stream; write CHANNEL/QUALITY")]
    [TestCase("GET /api/archives/main/coverage?from=2026-03-28T22&from=2026-03-28T22", 400, "from stands there 2 times")]
    [TestCase("GET /api/archives/main/coverage?zoom=1", 400, "there is no parameter zoom; there is from, to, columns, stream, limit, cursor")]
    [TestCase(
        "GET /api/archives/main/coverage?from=2026-03-28T23&to=2026-03-28T22",
        400,
        "from and to: a column is a microsecond long at least, so 1000 of them need a range of as many, and from comes before to"
    )]
    [TestCase(
        "GET /api/archives/main/coverage?from=2026-03-28T22:00:00Z&to=2026-03-28T22:00:00.000002Z&columns=3",
        400,
        "from and to: a column is a microsecond long at least, so 3 of them need a range of as many, and from comes before to"
    )]
    [TestCase("GET /api/archives/main/streams?limit=1", 400, "there is no parameter limit; there are none")]
    [TestCase("GET /api/events?archive=main", 400, "there is no parameter archive; there are none")]
    [TestCase("POST /api/profile?seconds=0", 400, "seconds: '0' is not a whole number from 1 to 60")]
    [TestCase("POST /api/profile?seconds=61", 400, "seconds: '61' is not a whole number from 1 to 60")]
    [TestCase(
        "POST /api/profile",
        501,
        "this command cannot sample itself: it is native code; the one that runs on the installed .NET runtime can"
    )]
    public async Task Request_ThatIsWrong_IsToldWhatIsWrong(string request, int status, string detail)
    {
        var parts = request.Split(' ');
        using var message = new HttpRequestMessage(new HttpMethod(parts[0]), parts[1]);
        using var reply = await _server.Client.SendAsync(message);

        await ExpectAsync(reply, status, detail);
    }

    [TestCase("Sec-Fetch-Site", "cross-site", 403)]
    [TestCase("Sec-Fetch-Site", "same-site", 403)]
    [TestCase("Origin", "http://evil.example", 403)]
    [TestCase("Origin", "null", 403)]
    [TestCase("Origin", "http://127.0.0.1:1", 403)]
    [TestCase("Sec-Fetch-Site", "same-origin", 404)]
    [TestCase("Sec-Fetch-Site", "none", 404)]
    [TestCase("Origin", "SELF", 404)]
    [TestCase("X-Other", "anything", 404)]
    public async Task Post_FromAPageOfAnotherSite_IsRefused(string header, string value, int status)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/api/archives/nope/runs");
        message.Headers.Add(header, value == "SELF" ? _server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) : value);
        using var reply = await _server.Client.SendAsync(message);

        await ExpectAsync(reply, status, status == 403 ? "the request comes from a page of another site" : "there is no archive 'nope'");
    }

    [Test]
    public async Task Post_ThatTheBrowserCallsOfTheSameSite_IsTakenBehindAProxyOfAnotherName()
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/api/archives/nope/runs");
        message.Headers.Add("Sec-Fetch-Site", "same-origin");
        message.Headers.Add("Origin", "https://archives.example");
        using var reply = await _server.Client.SendAsync(message);

        await ExpectAsync(reply, 404, "there is no archive 'nope'");
    }

    [Test]
    public async Task Problem_AfterAnAnswerHasGotItsTag_HasNone()
    {
        var context = new DefaultHttpContext { RequestServices = _server.Application.Services };
        EntityTags.IsHeld(context, "tag", "public, max-age=1");

        await Problem.SendAsync(context, 503, "broken");

        Assert.That(context.Response.Headers.ETag, Is.Empty);
        Assert.That(context.Response.Headers.CacheControl.ToString(), Is.EqualTo("no-store"));
    }

    [TestCase("application/x-www-form-urlencoded", 415)]
    [TestCase("multipart/form-data; boundary=x", 415)]
    [TestCase("text/plain; charset=utf-8", 415)]
    [TestCase("application/json", 404)]
    public async Task Post_OfAForm_IsRefused(string type, int status)
    {
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var reply = await _server.Client.PostAsync("/api/archives/nope/runs", content);

        await ExpectAsync(
            reply,
            status,
            status == 415 ? "forms are not taken; send no body, or application/json" : "there is no archive 'nope'");
    }

    [TestCase("/api/archives/main/runs")]
    [TestCase("/api/profile?seconds=1")]
    public async Task Post_WithABodyThatNobodyReads_IsRefused(string address)
    {
        using var content = new ByteArrayContent("""{"kind":"fill"}"""u8.ToArray());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        using var reply = await _server.Client.PostAsync(address, content);

        await ExpectAsync(
            reply, 400, "no body is taken here; send none, and write what is asked for into the address, such as ?kind=fill");
    }

    [TestCase("evil.example", 400)]
    [TestCase("127.0.0.1.evil.example", 400)]
    [TestCase("10.0.0.1", 400)]
    [TestCase("localhost", 200)]
    [TestCase("LOCALHOST:80", 200)]
    [TestCase("[::1]:8080", 200)]
    [TestCase("audits.example", 200)]
    public async Task Request_ByAName_IsAnsweredOnlyIfTheHostHasIt(string host, int status)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        message.Headers.Host = host;
        using var reply = await _server.Client.SendAsync(message);

        if (status == 200) Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        else await ExpectAsync(reply, status, "this host does not go by that name; a proxy's name must stand in serve:hosts");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Body_ThatIsTooLarge_IsRefused(bool chunked)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/api/archives/main/runs")
        {
            Content = new ByteArrayContent(new byte[4097]),
        };
        message.Headers.TransferEncodingChunked = chunked;
        using var reply = await _server.Client.SendAsync(message);

        Assert.That((int)reply.StatusCode, Is.EqualTo(413));
        Assert.That(reply.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That((await _server.GetAsync("/api/archives/main")).GetProperty("activity").GetString(), Is.EqualTo("idle"));
    }

    [TestCase("/healthz")]
    [TestCase("/readyz")]
    [TestCase("/api/archives")]
    [TestCase("/nope")]
    public async Task Head_OfAnAddress_IsTheReplyWithoutItsBody(string address)
    {
        using var get = await _server.Client.GetAsync(address);
        using var message = new HttpRequestMessage(HttpMethod.Head, address);
        using var head = await _server.Client.SendAsync(message);

        Assert.That(head.StatusCode, Is.EqualTo(get.StatusCode));
        Assert.That(head.Content.Headers.ContentLength, Is.EqualTo(get.Content.Headers.ContentLength).And.GreaterThan(0));
        Assert.That(head.Content.Headers.ContentType, Is.EqualTo(get.Content.Headers.ContentType));
        Assert.That(await head.Content.ReadAsByteArrayAsync(), Is.Empty);
    }

    [Test]
    public async Task Reply_OfAnyKind_SaysNothingOfTheServerAndIsNotKept()
    {
        using var reply = await _server.Client.GetAsync("/healthz");

        Assert.That(reply.Headers.Contains("Server"), Is.False);
        Assert.That(reply.Headers.CacheControl?.NoStore, Is.True);
        Assert.That(reply.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(["nosniff"]));
    }

    [Test]
    public async Task Defect_BehindAnAddress_IsLoggedAndNotShown()
    {
        await using var server = await RunningServer.StartAsync(also: services =>
            services.AddSingleton<IProfileSource>(new FakeProfileSource(new NotSupportedException("secret"))));

        using var reply = await server.PostAsync("/api/profile?seconds=1");

        await ExpectAsync(reply, 500, "a defect stopped this request; the log has it");
        Assert.That(server.Log.GetSnapshot().Single(record => record.Id.Id == 110).Exception, Is.InstanceOf<NotSupportedException>());
    }

    [Test]
    public async Task Profile_WhereThereIsASource_IsWhatItWrites()
    {
        await using var server = await RunningServer.StartAsync(also: services =>
            services.AddSingleton<IProfileSource>(new FakeProfileSource(null)));

        using var speedscope = await server.PostAsync("/api/profile?seconds=2");
        using var collapsed = await server.PostAsync("/api/profile?seconds=3&format=collapsed");

        Assert.That(await speedscope.Content.ReadAsStringAsync(), Is.EqualTo("2 s Speedscope"));
        Assert.That(speedscope.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/json"));
        Assert.That(await collapsed.Content.ReadAsStringAsync(), Is.EqualTo("3 s Collapsed"));
    }

    [Test]
    public async Task Profile_WhileOneIsTaken_IsAConflict()
    {
        await using var server = await RunningServer.StartAsync(also: services =>
            services.AddSingleton<IProfileSource>(new FakeProfileSource(new InvalidOperationException("taken"))));

        using var reply = await server.PostAsync("/api/profile?seconds=1");

        await ExpectAsync(reply, 409, "a profile of this process is being taken already; ask again when it has ended");
    }

    [Test]
    public async Task Profile_ThatCannotBeTaken_SaysWhy()
    {
        await using var server = await RunningServer.StartAsync(also: services =>
            services.AddSingleton<IProfileSource>(new FakeProfileSource(new IOException("no place"))));

        using var reply = await server.PostAsync("/api/profile?seconds=1");

        await ExpectAsync(reply, 503, "no place");
    }

    private static async Task ExpectAsync(HttpResponseMessage reply, int status, string detail)
    {
        Assert.That(reply.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        var problem = JsonDocument.Parse(await reply.Content.ReadAsStringAsync()).RootElement;
        Assert.That(problem.GetProperty("detail").GetString(), Is.EqualTo(detail));
        Assert.That((int)reply.StatusCode, Is.EqualTo(status));
        Assert.That(problem.GetProperty("status").GetInt32(), Is.EqualTo(status));
        Assert.That(problem.GetProperty("type").GetString(), Is.EqualTo("about:blank"));
        Assert.That(problem.GetProperty("title").GetString(), Is.Not.Empty);
    }

    private sealed class FakeProfileSource(Exception? fault) : IProfileSource
    {
        public async Task SampleAsync(TimeSpan duration, ProfileReplyFormat format, Stream destination, CancellationToken cancellationToken)
        {
            if (fault is not null) throw fault;
            await destination.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"{duration.TotalSeconds} s {format}"), cancellationToken);
        }
    }
}
