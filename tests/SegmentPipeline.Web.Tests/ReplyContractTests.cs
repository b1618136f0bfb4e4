using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Hosting;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web.Tests;

/// <summary>Answers are what their types say, byte by byte, and have their length.</summary>
internal sealed class ReplyContractTests
{
    private RunningServer _server = null!;

    private IEnumerable<RouteEndpoint> Addresses =>
        _server.Application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await RunningServer.StartAsync();
        for (var i = 0; i < 2; i++) await _server.AuditAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task Archives_AreTheJsonOfTheirType()
    {
        var archives = _server.Application.Services.GetRequiredService<AuditSchedule>().Archives;

        await ExpectAsync(
            "/api/archives", "application/json", JsonSerializer.Serialize(new ArchiveList(archives), ReplyJson.Contract.ArchiveList));
        await ExpectAsync(
            "/api/archives/main", "application/json", JsonSerializer.Serialize(archives[0], ReplyJson.Contract.ArchiveStatus));
    }

    [Test]
    public async Task Runs_ThatAreSentPartByPart_AreTheJsonOfTheirType()
    {
        var runs = _server.Application.Services.GetRequiredService<ArchiveHistory>().Runs("main", 20);

        Assert.That(runs, Has.Count.EqualTo(2));
        await ExpectAsync(
            "/api/archives/main/runs", "application/json", JsonSerializer.Serialize(new RunList(runs), ReplyJson.Contract.RunList));
    }

    [TestCase(1, true)]
    [TestCase(2, false)]
    public async Task Holes_AreTheJsonOfTheirType(int limit, bool more)
    {
        var holes = _server.Application.Services.GetRequiredService<ArchiveHistory>().Findings("main", new() { OpenOnly = true }, 0, limit);

        await ExpectAsync(
            $"/api/archives/main/holes?limit={limit}", "application/json",
            JsonSerializer.Serialize(new HoleList(holes, more, more ? holes[^1].Cursor.ToString() : null), ReplyJson.Contract.HoleList));
    }

    [Test]
    public async Task Problem_IsTheJsonOfItsTypeWithItsLettersAsTheyAre() => await ExpectAsync(
        "/api/archives/caf%C3%A9%22%3C", "application/problem+json",
        """{"type":"about:blank","title":"Not Found","status":404,"detail":"there is no archive 'café\"<'"}""");

    [Test]
    public async Task Problem_OfReadiness_NamesTheArchives()
    {
        await using var server = await RunningServer.StartAsync();
        Directory.Delete(server.Tree.Root, recursive: true);
        using var reply = await server.Client.GetAsync("/readyz");

        Assert.That(await reply.Content.ReadAsStringAsync(), Is.EqualTo(
            """{"type":"about:blank","title":"Service Unavailable","status":503,"detail":"1 of the archives cannot be audited","""
            + "\"archives\":[{\"name\":\"main\",\"cause\":\"there is no directory " + server.Tree.Root + "\"}]}"));
    }

    [TestCase("GET", "/healthz", typeof(HealthReply), 200)]
    [TestCase("GET", "/readyz", typeof(HealthReply), 200)]
    [TestCase("GET", "/api/archives", typeof(ArchiveList), 200)]
    [TestCase("GET", "/api/archives/{name}", typeof(ArchiveStatus), 200)]
    [TestCase("GET", "/api/archives/{name}/runs", typeof(Web.RunList), 200)]
    [TestCase("POST", "/api/archives/{name}/runs", typeof(ArchiveStatus), 202)]
    [TestCase("GET", "/api/archives/{name}/holes", typeof(HoleList), 200)]
    [TestCase("GET", "/api/archives/{name}/corrupt", typeof(CorruptList), 200)]
    [TestCase("GET", "/api/archives/{name}/replicas", typeof(ArchiveReplicas), 200)]
    [TestCase("GET", "/api/archives/{name}/excuses", typeof(ExcuseList), 200)]
    [TestCase("POST", "/api/archives/{name}/excuses", typeof(Excuse), 201)]
    [TestCase("GET", "/api/archives/{name}/work", typeof(ArchiveWork), 200)]
    [TestCase("GET", "/api/archives/{name}/plan", typeof(FillPlanReply), 200)]
    [TestCase("POST", "/api/archives/{name}/plan", typeof(FillPlanReply), 202)]
    public void Address_InADescriptionOfTheHost_SaysWhatItAnswersWith(string method, string pattern, Type type, int status)
    {
        var endpoint = Addresses.Single(endpoint =>
            endpoint.RoutePattern.RawText == pattern && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Contains(method));
        var answer = endpoint.Metadata.GetMetadata<IProducesResponseTypeMetadata>()!;

        Assert.That((answer.Type, answer.StatusCode), Is.EqualTo((type, status)));
        Assert.That(answer.ContentTypes, Is.EqualTo(["application/json"]));
    }

    [Test]
    public void Addresses_InADescriptionOfTheHost_SayThatTheyMayAnswerWithAProblem()
    {
        string[] roots = ["/healthz", "/readyz", "/metrics", "/api/"];
        var problems = Addresses
            .Where(endpoint => roots.Any(root => endpoint.RoutePattern.RawText!.StartsWith(root, StringComparison.Ordinal)))
            .ToLookup(endpoint => endpoint.RoutePattern.RawText, endpoint => string.Join(' ', endpoint.Metadata
                .GetOrderedMetadata<IProducesResponseTypeMetadata>()
                .Where(answer => answer.Type == typeof(ProblemReply) && answer.ContentTypes.SequenceEqual(["application/problem+json"]))
                .Select(answer => answer.StatusCode)));

        Assert.That(problems["/readyz"], Is.EqualTo(["400 503"]));
        Assert.That(
            problems.Where(address => address.Key != "/readyz").SelectMany(address => address),
            Is.EqualTo(Enumerable.Repeat("400", 19)));
    }

    private async Task ExpectAsync(string address, string contentType, string json)
    {
        using var reply = await _server.Client.GetAsync(address);
        var bytes = await reply.Content.ReadAsByteArrayAsync();

        Assert.That(System.Text.Encoding.UTF8.GetString(bytes), Is.EqualTo(json));
        Assert.That(reply.Content.Headers.ContentType?.ToString(), Is.EqualTo(contentType));
        Assert.That(reply.Content.Headers.ContentLength, Is.EqualTo(bytes.Length));
        Assert.That(reply.Headers.TransferEncodingChunked, Is.Not.True);
    }
}
