namespace SegmentPipeline.Cli.Tests.Fleet;

internal sealed class FleetFillTests : FleetTests
{
    [TestCase(80)]
    [TestCase(120)]
    public async Task Fill_DryRun_SaysWhatFromWhomAndHow(int width)
    {
        Pipeline.OutputScreen = new Screen(width, 40, HasColours: false);

        var outcome = await RunAsync("fill", "--dry-run", "--channel", "a b");

        Assert.That((outcome.ExitCode, outcome.Error), Is.EqualTo((ExitCode.Incomplete, "")));
        Snapshot.Match($"fleet-fill-{width}", outcome.Output);
        Assert.That(Node.Asked[^1], Is.EqualTo("GET /api/fleet/runs/ID/records?verdicts=true"));
    }

    [Test]
    public async Task Fill_FromANodeThatNobodyKnows_GivesNoCommand()
    {
        Node.Answer(CannedFleet.Fleet, 200, CannedFleet.State.Replace("http://10.0.0.1:8080", "file:///etc", StringComparison.Ordinal));

        var outcome = await RunAsync("fill", "--dry-run");

        Assert.That(outcome.Output, Does.Contain("where n1 shows its archive is not known").And.Not.Contain("pipeline fill"));
    }

    /// <remarks>Of such a run it is not known what it looked at, and more than that shall not be filled.</remarks>
    [Test]
    public async Task Fill_ByARunOfBefore_NamesTheStreamsOfItsVerdict()
    {
        var asked = await RunAsync("fill", "--dry-run");
        var known = await RunAsync("fill", "--dry-run", "--run", "ID");

        Assert.That(asked.Output, Does.Contain("pipeline fill ROOT").And.Not.Contain("--channel"));
        Assert.That(known.Output, Does.Contain("--channel ").And.Contain("--quality "), known.Error);
    }

    [Test]
    public async Task Fill_WithoutDryRun_SaysThatEachNodeFillsByItself()
    {
        var outcome = await RunAsync("fill");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.ErrorLines[0], Does.Contain("each node fills its own copy").And.Contain("--dry-run"));
        Assert.That(Node.Asked, Is.Empty);
    }

    [Test]
    public async Task Fill_OfASharedArchive_IsRefused()
    {
        var outcome = await RunAsync("fill", "--dry-run", "--archive", "big");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(Node.Asked, Has.None.StartsWith("POST"));
    }
}
