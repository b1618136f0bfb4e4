namespace SegmentPipeline.Cli.Tests.Fleet;

internal sealed class FleetVerifyTests : FleetTests
{
    private static readonly string Records = string.Join('\n',
        """{"type":"node","node":"n1","archive":"main","asOf":"2026-03-28T20:00:00.000000Z","answered":true,"complete":true,"run":"7","contents":{"files":10,"checked":10,"bytes":12345,"corrupt":1,"unreadable":0}}""",
        """{"type":"node","node":"n2","archive":"main","asOf":null,"answered":false,"complete":false,"run":null,"cause":"it is being verified already"}""",
        """{"type":"fleet-corrupt","node":"n1","channel":"a","quality":"q","path":"2026-03-28T18/00:00.0-2.0-full-x\u001b[31m.ts","start":"2026-03-28T18:00:00.000000Z","end":"2026-03-28T18:00:02.000000Z","selected":true,"causes":["hash","cut"]}""",
        """{"type":"later"}""",
        """{"type":"fleet-contents","nodes":2,"answered":1,"files":10,"checked":10,"bytes":12345,"corrupt":1,"unreadable":0,"complete":false,"exit":3}""",
        "");

    [SetUp]
    public void Answer()
    {
        Node.Answer(CannedFleet.Begin, 202, CannedFleet.Run("running", kind: "verify"));
        Node.Answer(CannedFleet.Look, 200, CannedFleet.Run("ended", kind: "verify"));
        Node.AnswerAsItIs(CannedFleet.Read, 200, Records);
    }

    [TestCase(80)]
    [TestCase(120)]
    public async Task Verify_OnAScreen_SaysWhatIsCorrupt(int width)
    {
        Pipeline.OutputScreen = new Screen(width, 24, HasColours: false);

        var outcome = await RunAsync("verify", "--level", "edges");

        Assert.That((outcome.ExitCode, outcome.Error), Is.EqualTo((ExitCode.Incomplete, "")));
        Snapshot.Match($"fleet-verify-{width}", FleetAuditTests.WithoutId(outcome.Output));
        Assert.That(outcome.OutputLines, Has.All.Length.LessThanOrEqualTo(width));
        Assert.That(Node.Asked[1], Does.EndWith("\"kind\":\"verify\",\"level\":\"edges\"}"));
        Assert.That(Node.Asked[^1], Is.EqualTo(CannedFleet.Read));
    }

    [Test]
    public async Task Verify_AsNdjson_IsWhatTheNodeSendsByteForByte() =>
        Assert.That((await RunAsync("verify", "--format", "ndjson")).Output, Is.EqualTo(Records));

    [Test]
    public async Task Audit_OfARunThatVerifies_ShowsWhatItHasFound()
    {
        var outcome = await RunAsync("audit", "--run", "r1", "--copies", "2");

        Assert.That(outcome.OutputLines[^1], Is.EqualTo(
            "Incomplete: 1 of 2 nodes answered; 1 file corrupt, of 10 checked (12,345 bytes)."));
        Assert.That(Node.Asked[^1], Is.EqualTo(CannedFleet.Read));
    }

    [Test]
    public async Task Verify_ThatFindsMore_ShowsSomeOfIt()
    {
        var lines = Records.Split('\n');
        Node.AnswerAsItIs(CannedFleet.Read, 200, string.Join('\n', [lines[0], .. Enumerable.Repeat(lines[2], 1234), lines[^2], ""]));

        var outcome = await RunAsync("verify");

        Assert.That(outcome.Output, Does.Contain("… and 1,214 more; to see all"));
    }

    [TestCase("--level", "deep")]
    [TestCase("--archive", "big")]
    [TestCase("--run", "r1 --level full")]
    public async Task Verify_AskedWrongly_BeginsNothing(string option, string value)
    {
        var outcome = await RunAsync(["verify", option, .. value.Split(' ')]);

        Assert.That((outcome.ExitCode, outcome.Output), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(Node.Asked, Has.None.StartsWith("POST"));
    }
}
