using System.Net;
using System.Text.Json;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary><c>POST /api/profile</c> of a process that serves.</summary>
[Category("Process")]
internal sealed class ServeProfileTests
{
    private const int Terminate = 15;

    private static readonly bool IsNative = BuiltCommand.Given is not null;

    private string _directory = "";

    [SetUp]
    public void LayOut()
    {
        _directory = Directory.CreateTempSubdirectory("pipeline-serve-profile-").FullName;
        Directory.CreateDirectory(Path.Combine(_directory, "archive"));
        Directory.CreateDirectory(Path.Combine(_directory, "tmp"));
        File.WriteAllText(Path.Combine(_directory, "pipeline.json"), """{"serve":{"archives":[{"name":"main","root":"archive"}]}}""");
    }

    [TearDown]
    public void DeleteIt() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task NativeCommand_AskedForAProfile_SaysWhoCan()
    {
        if (!IsNative) Assert.Ignore(BuiltCommand.NotGiven);
        using var served = await ServedCommand.StartAsync(_directory);

        using var reply = await PostAsync(served, "seconds=1");

        await ExpectAsync(reply, HttpStatusCode.NotImplemented, "the one that runs on the installed .NET runtime can");
    }

    [Test]
    public async Task Profile_OfTheProcess_HasItsStacksInTheFormatAskedFor()
    {
        NotForTheNativeCommand();
        using var served = await ServedCommand.StartAsync(_directory, ("TMPDIR", Path.Combine(_directory, "tmp")));

        using var speedscope = await PostAsync(served, "seconds=1");
        using var collapsed = await PostAsync(served, "seconds=1&format=collapsed");

        Assert.That(
            (speedscope.StatusCode, speedscope.Content.Headers.ContentType?.MediaType),
            Is.EqualTo((HttpStatusCode.OK, "application/json")));
        using var document = JsonDocument.Parse(await speedscope.Content.ReadAsStringAsync());
        Assert.That(document.RootElement.GetProperty("$schema").GetString(), Does.Contain("speedscope"));
        Assert.That(
            document
                .RootElement.GetProperty("shared")
                .GetProperty("frames")
                .EnumerateArray()
                .Select(frame => frame.GetProperty("name").GetString()),
            Has.Some.EqualTo("Program.<Main>"),
            "the thread that waits for the host to end is in every sample; what else runs is a matter of luck");
        Assert.That(
            (collapsed.StatusCode, collapsed.Content.Headers.ContentType?.MediaType),
            Is.EqualTo((HttpStatusCode.OK, "text/plain")));
        Assert.That((await collapsed.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n'), Is.All.Match("^[^;]+(;[^;]+)* [1-9][0-9]*$"));
        Assert.That(Directory.GetDirectories(Path.Combine(_directory, "tmp")), Is.Empty, "the trace stays behind");
    }

    [Test]
    public async Task Profile_WhileOneIsTaken_IsAConflictAndTheFirstIsNoneTheWorse()
    {
        NotForTheNativeCommand();
        using var served = await ServedCommand.StartAsync(_directory);

        var replies = await Task.WhenAll(PostAsync(served, "seconds=2"), PostAsync(served, "seconds=2"));

        Assert.That(replies.Select(reply => reply.StatusCode).Order(), Is.EqualTo([HttpStatusCode.OK, HttpStatusCode.Conflict]));
        await ExpectAsync(
            replies.Single(reply => reply.StatusCode != HttpStatusCode.OK),
            HttpStatusCode.Conflict,
            "is being taken already");
        foreach (var reply in replies) reply.Dispose();
    }

    [Test]
    public async Task Seconds_ThatAreNone_AreABadRequest([Values("0", "61", "-1", "1.5", "x", "")] string seconds)
    {
        using var served = await ServedCommand.StartAsync(_directory);

        using var reply = await PostAsync(served, $"seconds={seconds}");

        await ExpectAsync(reply, HttpStatusCode.BadRequest, "is not a whole number from 1 to 60");
    }

    [Test]
    public async Task Profile_ThatTheRuntimeRefuses_SaysWhatToChange()
    {
        NotForTheNativeCommand();
        using var served = await ServedCommand.StartAsync(_directory, ("DOTNET_EnableDiagnostics", "0"));

        using var reply = await PostAsync(served, "seconds=1");

        await ExpectAsync(reply, HttpStatusCode.ServiceUnavailable, "DOTNET_EnableDiagnostics");
    }

    [Test]
    public async Task Signal_WhileAProfileIsTaken_IsACleanStop()
    {
        NotForTheNativeCommand();
        using var served = await ServedCommand.StartAsync(_directory);
        Task<HttpResponseMessage>[] asked = [PostAsync(served, "seconds=60"), PostAsync(served, "seconds=60")];
        using var refused = await await Task.WhenAny(asked); // So the other one is under way.
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));

        var (exitCode, log) = await served.EndAsync(Terminate);

        Assert.That(exitCode, Is.Zero, log);
        using var stopped = (await Task.WhenAll(asked)).Single(reply => reply != refused);
        await ExpectAsync(stopped, HttpStatusCode.ServiceUnavailable, "this host is stopping");
    }

    private static void NotForTheNativeCommand()
    {
        if (IsNative) Assert.Ignore(BuiltCommand.NoProfiles);
    }

    private static Task<HttpResponseMessage> PostAsync(ServedCommand served, string query) =>
        served.Client.PostAsync($"/api/profile?{query}", null).Soon();

    private static async Task ExpectAsync(HttpResponseMessage reply, HttpStatusCode status, string detail)
    {
        var body = await reply.Content.ReadAsStringAsync();
        Assert.That(reply.StatusCode, Is.EqualTo(status), body);
        Assert.That(reply.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        using var problem = JsonDocument.Parse(body);
        Assert.That(problem.RootElement.GetProperty("detail").GetString(), Does.Contain(detail));
    }
}
