namespace SegmentPipeline.Cli.Tests.Fleet;

internal sealed class FleetOtherVerbsTests : FleetTests
{
    [Test]
    public async Task Stop_OfARun_AsksForIt()
    {
        var outcome = await RunAsync("stop", "r1");

        Assert.That(outcome, Is.EqualTo(new Outcome(0, "run r1: stopped\n", "")));
        Assert.That(Node.Asked, Is.EqualTo(new[] { CannedFleet.Stop }));
    }

    [Test]
    public async Task Stop_OfARunThatThereIsNot_IsAFailure()
    {
        Node.Answer(CannedFleet.Stop, 404, """{"detail":"there is no run r9, or not any more"}""");

        var outcome = await RunAsync("stop", "r9");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(outcome.ErrorLines.Single(), Does.EndWith("there is no run r9, or not any more"));
    }

    [Test]
    public async Task Stop_AnsweredWithAnotherRun_IsAFailure()
    {
        Node.Answer(CannedFleet.Stop, 202, CannedFleet.Run("stopped").Replace("\"ID\"", "\"r2\"", StringComparison.Ordinal));

        Assert.That((await RunAsync("stop", "r1")).ErrorLines.Single(), Does.EndWith("asked for run r1, the fleet tells of another one, r2"));
    }

    [TestCase("../x")]
    [TestCase("")]
    [TestCase(".x")]
    public async Task Stop_OfWhatIsNoId_AsksNobody(string id)
    {
        Assert.That((await RunAsync("stop", id)).ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(Node.Asked, Is.Empty);
    }

    [Test]
    public async Task Schema_IsTheSql()
    {
        var outcome = await Pipeline.RunAsync("fleet", "schema");

        Assert.That((outcome.ExitCode, outcome.Error), Is.EqualTo((0, "")));
        Assert.That(outcome.Output, Does.Contain("BEGIN;").And.EndWith("\n").And.Contain("COMMIT;"));
    }

    [Test]
    public async Task Watch_WithoutATerminal_TellsALineAChange()
    {
        Node.Answer(CannedFleet.Look, 200, CannedFleet.Run("running"));
        Node.AnswerFirst(CannedFleet.Fleet, (context, _) => CannedNode.SendAsync(context, 503, """{"detail":"the database is away"}"""));
        Node.AnswerFirst(CannedFleet.Fleet, (context, _) => CannedNode.SendAsync(context, 200, CannedFleet.State));
        Node.AnswerFirst(CannedFleet.Fleet, (context, _) => CannedNode.SendAsync(context, 200, CannedFleet.State));
        var looks = 0;
        Node.Asking = question =>
        {
            if (question != CannedFleet.Fleet) return;
            looks++;
            if (looks == 4)
                Node.Answer(CannedFleet.Fleet, 200, CannedFleet.State.Replace("dead", "living", StringComparison.Ordinal)
                    .Replace("\"running\"", "\"ended\"", StringComparison.Ordinal));
            if (looks == 6) Pipeline.Signal(ExitCode.Interrupted);
        };

        var outcome = await RunAsync("watch");

        Assert.That((outcome.ExitCode, outcome.Error), Is.EqualTo((ExitCode.Interrupted, "")));
        string[] expected =
        [
            "fleet main: 2 nodes", "node n1 lives", "node n2 is dead", "run r2 (copies) has begun",
            "run r2, node n1: answered", "run r2, node n2: unknown: it is away",
            "fleet main: 2 nodes", "node n2 lives", "run r2 (copies) ended",
        ];
        var told = outcome.OutputLines.Select(line => line["2026-03-28 18:00:00 ".Length..]);
        Assert.That(told.Where(line => !line.StartsWith("the fleet cannot", StringComparison.Ordinal)), Is.EqualTo(expected));
        Assert.That(outcome.OutputLines.Count(line => line.Contains("the database is away", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task Watch_OnATerminal_DrawsInItsPlace()
    {
        Pipeline.OutputScreen = new Screen(80, 24, HasColours: false);
        Pipeline.Environment["TERM"] = "xterm";
        var looks = 0;
        Node.Asking = question =>
        {
            if (question == CannedFleet.Fleet && ++looks == 3) Pipeline.Signal(ExitCode.Interrupted);
        };

        var outcome = await RunAsync("watch");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Interrupted));
        var pages = outcome.Output.Split("\e[J");
        Assert.That(pages, Has.Length.EqualTo(3));
        Assert.That(pages[1].Split('\n')[0], Is.EqualTo("Fleet main, seen from n1: 1 of 2 nodes lives"));
        Assert.That(pages[1], Does.EndWith($"\r\e[{pages[1].Count(letter => letter == '\n')}A").And.Match("n2 +unknown +0 +0 +it is away"));
    }

    [Test]
    public async Task Watch_OfNoFleet_EndsAtOnce()
    {
        Node.Answer(CannedFleet.Fleet, 404, "");

        Assert.That((await RunAsync("watch")).ExitCode, Is.EqualTo(ExitCode.Failure));
    }
}
