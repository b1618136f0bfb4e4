using System.Text;
using Microsoft.AspNetCore.Http;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests.Fleet;

internal sealed class FleetStatusTests : FleetTests
{
    [Test]
    public async Task Status_WithADeadNode_ShowsItAndEndsWith3()
    {
        var outcome = await RunAsync("status");

        Assert.That((outcome.ExitCode, outcome.Error), Is.EqualTo((ExitCode.Incomplete, "")));
        Assert.That(outcome.Output, Does.Contain("Fleet main, seen from n1: 1 of 2 nodes lives"));
        Assert.That(outcome.Output, Does.Match("n1 +living +main, big \\(shared\\) +http://10.0.0.1:8080 +1.2").And.Match("n2 +dead +– +– +–"));
        Assert.That(outcome.Output, Does.Match("r1 +copies +ended +2026-03-28 18:00:00 +2.000s +1").And.Match("r2 +copies +running .* – +–"));
    }

    [Test]
    public async Task Status_OfALivingFleet_EndsWith0()
    {
        Node.Answer(CannedFleet.Fleet, 200, CannedFleet.State.Replace("dead", "living", StringComparison.Ordinal));

        Assert.That((await RunAsync("status")).ExitCode, Is.Zero);
    }

    [Test]
    public async Task Status_AsJson_IsWhatTheNodeSaysOnOneLine()
    {
        var outcome = await RunAsync("status", "--format", "json");

        Assert.That(outcome.Output, Is.EqualTo(CannedFleet.State.Replace("\n", "", StringComparison.Ordinal) + "\n"));
    }

    [Test]
    public async Task Status_OfHostileNames_MovesNoCursor()
    {
        Node.Answer(CannedFleet.Fleet, 200, """
            {"node":"n\u001b[2J1","cluster":"[red]\u0007x","nodes":[{"node":"n\u001b]0;x\u0007","state":"li\u001bving","archives":["\n"],"http":"\u009b","version":"\u202e"}],
            "runs":[{"id":"r1","kind":"\u001b[1m","state":"\u001b","started":"2026-03-28T18:00:00Z"}]}
            """);

        foreach (var screen in (Screen[])[Screen.None, new Screen(80, 24, HasColours: false)])
        {
            Pipeline.OutputScreen = screen;
            var outcome = await RunAsync("status");
            Assert.That(outcome.Output, Does.Not.Match(@"[\p{Cc}\p{Cf}-[\n]]").And.Contain(@"[red]\x07x"), outcome.Error);
        }
    }

    [TestCase(503, """{"detail":"the database is away"}""", "it answers 503: the database is away")]
    [TestCase(500, "oops", "it answers 500")]
    [TestCase(404, "", "it belongs to no fleet")]
    [TestCase(401, "", "it lets nobody in")]
    [TestCase(418, "", "it answers 418")]
    [TestCase(200, "<html>", "not about a fleet")]
    [TestCase(200, "", "not about a fleet")]
    [TestCase(200, "{\"node\":7}", "not about a fleet")]
    [TestCase(200, "[]", "not about a fleet")]
    [TestCase(200, """{"node":"n1","cluster":"m","nodes":[{"node":"n1","state":"living","archives":[7]}],"runs":[]}""", "not about a fleet")]
    [TestCase(302, "", "it sends elsewhere (302)")]
    public async Task Status_OfSomethingElse_IsOneLine(int status, string body, string words)
    {
        Node.Answer(CannedFleet.Fleet, status, body);

        var outcome = await RunAsync("status");

        Assert.That((outcome.ExitCode, outcome.Output), Is.EqualTo((ExitCode.Failure, "")));
        Assert.That(outcome.ErrorLines.Single(), Does.StartWith("pipeline: the fleet cannot be asked: http://127").And.Contain(words));
    }

    [Test]
    public async Task Status_OfAnAnswerWithoutEnd_IsOneLine()
    {
        Node.Answer(CannedFleet.Fleet, 200, $"{{\"node\":\"{new string('n', 17 * 1024 * 1024)}");

        Assert.That((await RunAsync("status")).ErrorLines.Single(), Does.Contain("its answer has more than 16777216 bytes"));
    }

    [Test]
    public async Task Status_OfHalfAnAnswer_IsOneLine()
    {
        Node.AnswerFirst(CannedFleet.Fleet, async (context, _) =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("{");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });

        var outcome = await RunAsync("status");

        Assert.That((outcome.ExitCode, outcome.ErrorLines.Length), Is.EqualTo((ExitCode.Failure, 1)), outcome.Error);
        Assert.That(outcome.Error, Does.Match("its answer broke off|the connection to it broke|closed the connection"));
    }

    [Test]
    public async Task Status_WhereNobodyListens_SaysSo()
    {
        using var port = new DeafPort();
        var address = $"http://127.0.0.1:{port.Number}";

        var outcome = await Pipeline.RunAsync("fleet", "status", "--via", address);

        Assert.That((outcome.ExitCode, outcome.Output), Is.EqualTo((ExitCode.Failure, "")));
        Assert.That(outcome.ErrorLines.Single(), Does.Contain($"{address}: it cannot be reached").And.EndWith("name another node with --via"));
    }

    [Test]
    public async Task Status_OfSeveralNodes_AsksTheNextWhereOneDoesNotAnswer()
    {
        await using var silent = await CannedNode.StartAsync();

        var outcome = await Pipeline.RunAsync("fleet", "status", "--via", silent.Address, "--via", Node.Address);

        Assert.That(outcome.Output, Does.StartWith("Fleet main"), outcome.Error);
        Assert.That(silent.Asked, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Status_WithAPassword_SendsItAndShowsItNowhere()
    {
        Node.Answer(CannedFleet.Fleet, 500, "");
        var address = Node.Address.Replace("http://", "http://me:se%20cret@", StringComparison.Ordinal);

        var outcome = await Pipeline.RunAsync("fleet", "status", "--via", address);

        Assert.That(Node.Authorization, Is.EqualTo("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:se cret"))));
        Assert.That(outcome.Error, Does.Contain($"{Node.Address}: it answers 500").And.Not.Contain("cret"));
    }

    [TestCase("http://127.0.0.1:8080", "")]
    [TestCase("http://127.0.0.1:8080/", "")]
    [TestCase("https://me:secret@n1/a;b/ http://n2", " --via 'https://n1/a;b' --via http://n2")]
    public void Via_AsItIsRecommended_HasNoPassword(string via, string words)
    {
        var nodes = via.Split(' ').Select(text => ViaAddress.TryParse(text, out var node, out _) ? node : throw new FormatException(text));

        Assert.That(ViaOption.WordsOf([.. nodes]), Is.EqualTo(words));
    }

    [TestCase("me:secret@n1")]
    [TestCase("ftp://me:secret@n1")]
    [TestCase("http://me:secret@n1/?x=1")]
    [TestCase("http://me:secret@")]
    public async Task Via_ThatIsNoAddress_IsAFaultThatShowsNoPassword(string via)
    {
        var outcome = await Pipeline.RunAsync("fleet", "status", "--via", via);

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.StartWith("pipeline: --via: ").And.Not.Contain("secret"));
    }
}
