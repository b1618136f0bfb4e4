using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests.Fleet;

/// <summary>Of an archive that several nodes share the report is that of one machine, whatever it is printed as.</summary>
internal sealed class FleetSharedTests : FleetTests
{
    /// <summary>Before the clock of these tests.</summary>
    private const string Hour = "2026-03-28T12";

    [TestCase("ndjson")]
    [TestCase("json")]
    [TestCase("text")]
    public async Task Audit_OfASharedArchive_IsTheReportOfOneMachine(string format)
    {
        using var archive = Archive();
        var records = await Pipeline.RunAsync("audit", archive.Root, "--format", "ndjson");
        var expected = await Pipeline.RunAsync("audit", archive.Root, "--format", format);
        Answer(records.Output);

        var outcome = await RunAsync("audit", "--archive", "big", "--format", format);

        Assert.That(WithoutTime(outcome.Output), Is.EqualTo(WithoutTime(expected.Output)), outcome.Error);
        Assert.That(outcome.ExitCode, Is.EqualTo(expected.ExitCode).And.EqualTo(ExitCode.Findings));
        Assert.That(Node.Asked[1], Does.Contain("\"kind\":\"shared\",\"archive\":\"big\""));
    }

    [TestCase("--format", "csv")]
    [TestCase("--copies", "2")]
    public async Task Audit_OfASharedArchiveAskedWrongly_BeginsNone(string option, string value)
    {
        var outcome = await RunAsync("audit", "--archive", "big", option, value);

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(Node.Asked, Has.None.StartsWith("POST"));
    }

    [TestCase("text")]
    [TestCase("json")]
    [TestCase("ndjson")]
    public async Task Audit_WhoseReportIsBroken_IsOneLine(string format)
    {
        using var archive = Archive();
        var records = (await Pipeline.RunAsync("audit", archive.Root, "--format", "ndjson")).Output;
        string[] broken =
        [
            "", "garbage", records[..^20], records[(records.IndexOf('\n', StringComparison.Ordinal) + 1)..], records + records,
            records.Replace("\"full\":", "\"full\":-", StringComparison.Ordinal), records.Replace("\"hours\":", "\"hours\":99999999999", StringComparison.Ordinal),
        ];
        foreach (var text in broken)
        {
            Answer(text);
            var outcome = await RunAsync("audit", "--archive", "big", "--format", format, "--output", "report");
            Assert.That((outcome.ExitCode, outcome.ErrorLines.Length), Is.EqualTo((ExitCode.Failure, 1)), outcome.Error);
            Assert.That(outcome.Error, Does.Contain("is no report of an audit"));
            Assert.That(Pipeline.Files(), Is.Empty);
        }
    }

    private void Answer(string records)
    {
        Node.Answer(CannedFleet.Begin, 202, CannedFleet.Run("running", kind: "shared"));
        Node.Answer(CannedFleet.Look, 200, CannedFleet.Run("ended", kind: "shared"));
        Node.AnswerAsItIs(CannedFleet.Read, 200, records);
    }

    private static ArchiveBuilder Archive()
    {
        var archive = new ArchiveBuilder();
        archive.File("c", "q", Hour, SegmentNames.Full("00:00"));
        archive.File("c", "q", Hour, SegmentNames.Full("00:08"));
        archive.File("c", "low", Hour, SegmentNames.Suspect("00:00"));
        archive.File("c", "low", Hour, "notes.txt");
        return archive;
    }

    /// <summary>How long an audit took is another time each time.</summary>
    private static string WithoutTime(string report) => System.Text.RegularExpressions.Regex.Replace(
        report, @"""elapsedSeconds"":[0-9.E-]+|\([0-9.]+m?u?s\)|Audited [0-9: -]+|""started"":""[^""]*""", "");
}
