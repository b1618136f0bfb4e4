using Microsoft.AspNetCore.Http;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests.Fleet;

internal sealed class FleetAuditTests : FleetTests
{
    [TestCase(80)]
    [TestCase(120)]
    public async Task Audit_OnAScreen_SaysWhatIsGoneAndWhatOneDiskHas(int width)
    {
        Pipeline.OutputScreen = new Screen(width, 40, HasColours: false);

        var outcome = await RunAsync("audit");

        Assert.That((outcome.ExitCode, outcome.Error), Is.EqualTo((ExitCode.Incomplete, "")));
        Snapshot.Match($"fleet-audit-{width}", WithoutId(outcome.Output));
        Assert.That(outcome.OutputLines, Has.All.Length.LessThanOrEqualTo(width));
    }

    [TestCase(80)]
    [TestCase(120)]
    public async Task Compare_OnAScreen_SaysFromWhereHolesCanBeFilled(int width)
    {
        Pipeline.OutputScreen = new Screen(width, 40, HasColours: false);

        var outcome = await RunAsync("compare");

        Snapshot.Match($"fleet-compare-{width}", WithoutId(outcome.Output));
        Assert.That(Node.Asked[^1], Is.EqualTo("GET /api/fleet/runs/ID/records?verdicts=true"));
    }

    [Test]
    public async Task Audit_WithEveryOption_AsksForIt()
    {
        await RunAsync(
            "audit", "--copies", "2", "--single", "5s", "--channel", "a", "--quality", "q", "--nodes", "n1,n2", "--deadline", "10m",
            "--archive", "main", "--tolerance", "20ms", "--start", "2026-03-28T18", "--end", "2026-03-28T19");

        Assert.That(Node.Asked[1], Does.Match(
            """
            ^POST /api/fleet/runs {"id":"20260328T180000-[0-9a-f]{8}","kind":"copies","archive":"main","channels":\["a"\],"qualities":\["q"\],"start":"2026-03-28T18:00:00.000000Z","end":"2026-03-28T19:00:00.000000Z","toleranceSeconds":0.02,"copies":2,"nodes":\["n1","n2"\],"deadlineSeconds":600}$
            """));
        Assert.That(Node.Asked[^1], Is.EqualTo("GET /api/fleet/runs/ID/records?copies=2&single=5"));
    }

    [Test]
    public async Task Audit_AsNdjson_IsWhatTheNodeSendsByteForByte() =>
        Assert.That((await RunAsync("audit", "--format", "ndjson")).Output, Is.EqualTo(CannedFleet.Records));

    [TestCase("json", "[\n{\"type\":\"node\"")]
    [TestCase("csv", "type,node,archive")]
    public async Task Audit_ForPrograms_IsWritten(string format, string start)
    {
        var outcome = await RunAsync("audit", "--format", format, "--output", "report", "--quiet");

        Assert.That(outcome, Is.EqualTo(new Outcome(ExitCode.Incomplete, "", "")));
        Assert.That(Pipeline.ReadFile("report"), Does.StartWith(start));
    }

    [Test]
    public async Task Audit_OfARunThatThereIs_BeginsNone()
    {
        var outcome = await RunAsync("audit", "--run", "r1", "--format", "ndjson");

        Assert.That((outcome.ExitCode, outcome.Output), Is.EqualTo((ExitCode.Incomplete, CannedFleet.Records)));
        Assert.That(Node.Asked.Select(asked => asked.Split(' ')[0]), Has.All.EqualTo("GET"));
    }

    [TestCase(7)]
    [TestCase(100)]
    [TestCase(300)]
    [TestCase(-2)]
    public async Task Audit_WhoseRecordsBreakOff_LeavesNoFile(int at)
    {
        Node.Answer(CannedFleet.Read, 200, CannedFleet.Records[..(at < 0 ? CannedFleet.Records.LastIndexOf("{\"type\":\"fleet\"", StringComparison.Ordinal) : at)]);

        var outcome = await RunAsync("audit", "--format", "ndjson", "--output", "report");

        Assert.That((outcome.ExitCode, outcome.ErrorLines.Length), Is.EqualTo((ExitCode.Failure, 1)), outcome.Error);
        Assert.That(outcome.Error, Does.Contain("what the fleet answers is no verdict"));
        Assert.That(Pipeline.Files(), Is.Empty);
    }

    [Test]
    public async Task Audit_WhoseRecordsBreakOffOnTheWay_SaysHowToHaveThemAgain()
    {
        var output = new HeardStream();
        Pipeline.Output = output;
        Node.AnswerFirst(CannedFleet.Read, async (context, _) =>
        {
            await context.Response.WriteAsync(CannedFleet.Records[..300]);
            await context.Response.Body.FlushAsync();
            await output.Heard.Soon();
            context.Abort();
        });

        var outcome = await RunAsync("audit", "--format", "ndjson");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(outcome.ErrorLines.Single(), Does.Match("broke off after 300 bytes; look again with pipeline fleet audit --run 20260328T180000-[0-9a-f]{8} --via http://127.0.0.1:[0-9]+$"));
    }

    [TestCase("\"exit\":77", "an exit code that there is not, 77")]
    [TestCase("\"exit\":64", "an exit code that there is not, 64")]
    [TestCase("\"exit\":null", "no verdict")]
    public async Task Audit_WithAnImpossibleExit_IsAFailure(string exit, string words)
    {
        Node.Answer(CannedFleet.Read, 200, CannedFleet.Records.Replace("\"exit\":3", exit, StringComparison.Ordinal));

        var outcome = await RunAsync("audit");

        Assert.That((outcome.ExitCode, outcome.Output), Is.EqualTo((ExitCode.Failure, "")));
        Assert.That(outcome.ErrorLines.Single(), Does.Contain(words));
    }

    [Test]
    public async Task Audit_OfHostileNames_MovesNoCursor()
    {
        Node.Answer(CannedFleet.Read, 200, CannedFleet.Records
            .Replace("\"a\"", "\"[red]\\u001b[2J\\u0007\"", StringComparison.Ordinal)
            .Replace("it is away", "\\u001b]0;x\\u0007[bold]", StringComparison.Ordinal)
            .Replace("n1", "n\\u202e", StringComparison.Ordinal));
        Pipeline.OutputScreen = new Screen(120, 40, HasColours: false);

        var outcome = await RunAsync("compare");

        Assert.That(outcome.Output, Does.Contain(@"[red]\x1B[2J\x07/q").And.Contain(@"\x1B]0;x\x07[bold]"), outcome.Error);
        Assert.That(outcome.Output, Does.Not.Match(@"[\p{Cc}\p{Cf}-[\n]]"));
    }

    [TestCase("failed", "no node is there", "has come to no verdict: no node is there")]
    [TestCase("failed", null, "has come to no verdict: it does not say why")]
    [TestCase("stopped", null, "was stopped before it came to a verdict")]
    public async Task Audit_WithoutAVerdict_SaysWhy(string state, string? failure, string words)
    {
        Node.Answer(CannedFleet.Look, 200, CannedFleet.Run(state, failure));

        var outcome = await RunAsync("audit");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(outcome.ErrorLines.Single(), Does.EndWith(words));
    }

    [Test]
    public async Task Audit_ThatIsRefused_IsAskedForOnce()
    {
        Node.Answer(CannedFleet.Begin, 400, """{"detail":"archive: there is no archive x"}""");

        var outcome = await RunAsync("audit", "--archive", "x");

        Assert.That(outcome, Is.EqualTo(new Outcome(ExitCode.Failure, "", "pipeline: archive: there is no archive x\n")));
        Assert.That(Node.Asked, Has.Count.EqualTo(2));
    }

    [TestCase(CannedFleet.Begin)]
    [TestCase(CannedFleet.Look)]
    [TestCase(CannedFleet.Read)]
    public async Task Audit_WhoseConnectionBreaks_AsksTheSameAgain(string question)
    {
        Node.AnswerFirst(question, (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        Node.AnswerFirst(question, (context, _) => CannedNode.SendAsync(context, 503, ""));

        var outcome = await RunAsync("audit", "--format", "ndjson");

        Assert.That((outcome.ExitCode, outcome.Output, outcome.Error), Is.EqualTo((ExitCode.Incomplete, CannedFleet.Records, "")));
        var asked = Node.Asked.Where(asked => asked.StartsWith(question, StringComparison.Ordinal) && asked[question.Length..] is "" or [' ', ..]).ToList();
        Assert.That(asked, Has.Count.GreaterThanOrEqualTo(3));
        Assert.That(asked.Distinct(), Has.Exactly(1).Items);
    }

    [Test]
    public async Task Audit_ThatNobodyTellsOfForAMinute_SaysHowToLookAgain()
    {
        Node.Answer(CannedFleet.Look, 503, """{"detail":"the database is away"}""");

        var outcome = await RunAsync("audit");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(outcome.ErrorLines.Single(), Does.Match("the database is away; look again with pipeline fleet audit --run 20260328T180000-[0-9a-f]{8} --via http://127.0.0.1:[0-9]+$"));
        Assert.That(Node.Asked, Has.Count.InRange(60, 64));
        Assert.That(Node.Asked, Has.None.StartsWith("DELETE"));
    }

    [Test]
    public async Task Audit_WithASecondNode_GoesOnThere()
    {
        await using var second = await CannedNode.StartAsync();
        CannedFleet.Fill(second);
        Node.Answer(CannedFleet.Look, 500, "");

        var outcome = await Pipeline.RunAsync("fleet", "audit", "--via", Node.Address, "--via", second.Address, "--format", "ndjson");

        Assert.That((outcome.ExitCode, outcome.Output), Is.EqualTo((ExitCode.Incomplete, CannedFleet.Records)), outcome.Error);
        Assert.That(second.Asked, Is.EqualTo(new[] { CannedFleet.Look, CannedFleet.Read }));
    }

    [TestCase(CannedFleet.Begin)]
    [TestCase(CannedFleet.Look)]
    public async Task Audit_Interrupted_StopsTheRun(string at)
    {
        Node.Answer(CannedFleet.Look, 200, CannedFleet.Run("running"));
        Node.Asking = question =>
        {
            if (question == at) Pipeline.Signal(ExitCode.Interrupted);
        };

        var outcome = await RunAsync("audit");

        Assert.That(outcome, Is.EqualTo(new Outcome(ExitCode.Interrupted, "", "")));
        Assert.That(Node.Asked[^1], Is.EqualTo(CannedFleet.Stop));
    }

    [Test]
    public async Task Audit_InterruptedWhileNobodyAnswers_SaysThatTheRunGoesOn()
    {
        Node.Answer(CannedFleet.Look, 200, CannedFleet.Run("running"));
        Node.Answer(CannedFleet.Stop, 503, "");
        Node.Asking = question =>
        {
            if (question == CannedFleet.Look) Pipeline.Signal(ExitCode.Terminated);
        };

        var outcome = await RunAsync("audit");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Terminated));
        Assert.That(outcome.ErrorLines.Single(), Does.Match("run .* goes on: .*503; stop it with pipeline fleet stop 20260328T180000-[0-9a-f]{8} --via http://127.0.0.1:[0-9]+$"));
    }

    [Test]
    public async Task Audit_OfARunThatThereIsInterrupted_LeavesItAlone()
    {
        Node.Answer(CannedFleet.Look, 200, CannedFleet.Run("running"));
        Node.Asking = question =>
        {
            if (question == CannedFleet.Look) Pipeline.Signal(ExitCode.Interrupted);
        };

        var outcome = await RunAsync("audit", "--run", "r1");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Interrupted));
        Assert.That(Node.Asked, Has.None.StartsWith("DELETE"));
    }

    [Test]
    public async Task Audit_OnATerminal_ShowsHowFarItIs()
    {
        Pipeline.ErrorScreen = new Screen(80, 24, HasColours: false);

        var outcome = await RunAsync("audit");

        Assert.That(outcome.Error, Does.Contain("2 of 2 nodes, 4 hours, 9 entries, 0 s"));
    }

    [Test]
    public async Task Audit_OnATerminalWhileNobodyAnswers_ShowsWhy()
    {
        Pipeline.ErrorScreen = new Screen(120, 24, HasColours: false);
        Node.AnswerFirst(CannedFleet.Begin, (context, _) => CannedNode.SendAsync(context, 503, "{\"detail\":\"away\\u001b[2J\"}"));

        var outcome = await RunAsync("audit");

        Assert.That(outcome.Error, Does.Contain(@": it answers 503: away\x1B[2J, 0 s"));
    }

    [TestCase("--copies", "0")]
    [TestCase("--copies", "x")]
    [TestCase("--single", "1.5s")]
    [TestCase("--nodes", "n1,,n2")]
    [TestCase("--deadline", "8d")]
    [TestCase("--deadline", "0")]
    [TestCase("--run", "../x")]
    [TestCase("--run", "r1 --archive main")]
    [TestCase("--last", "2h --start -3h")]
    [TestCase("--start", "2026-03-28T20 --end 2026-03-28T19")]
    [TestCase("--format", "xml")]
    [TestCase("--format", "csv --output x.json")]
    public async Task Audit_AskedWrongly_AsksNobody(string option, string value)
    {
        var outcome = await RunAsync(["audit", option, .. value.Split(' ')]);

        Assert.That((outcome.ExitCode, outcome.Output), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(outcome.ErrorLines, Has.Length.EqualTo(2));
        Assert.That(Node.Asked, Is.Empty);
    }

    /// <summary>The output without what is random in the id of a run.</summary>
    internal static string WithoutId(string output) => System.Text.RegularExpressions.Regex.Replace(output, "-[0-9a-f]{8}", "-########");
}
