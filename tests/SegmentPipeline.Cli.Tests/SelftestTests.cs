using SegmentPipeline.Synthesis;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Cli.Tests;

internal sealed class SelftestTests
{
    [Test]
    public async Task Selftest_OnADisk_FindsWhatWasPlantedAndCleansUp()
    {
        using var pipeline = new Pipeline();
        Directory.CreateDirectory(Path.Combine(pipeline.WorkingDirectory, "disk"));

        var outcome = await pipeline.RunAsync("selftest", "--on", "disk");

        Assert.That(outcome.ExitCode, Is.Zero, outcome.Output + outcome.Error);
        Assert.That(outcome.Output, Does.Contain("verification of all files           15 findings, as planted"));
        Assert.That(outcome.Output, Does.Contain("after a segment has gone          26 findings, as planted"));
        Assert.That(outcome.OutputLines[^1], Is.EqualTo("Everything is as it should be."));
        Assert.That(Directory.GetFileSystemEntries(Path.Combine(pipeline.WorkingDirectory, "disk")), Is.Empty);
    }

    [Test]
    public async Task Selftest_OfAReaderThatHidesAnHour_IsWrong()
    {
        using var pipeline = new Pipeline();
        var list = Path.Combine(pipeline.WorkingDirectory, "archive", SyntheticArchive.FaultListName);
        await SyntheticArchive.WriteAsync(Path.GetDirectoryName(list)!, new SyntheticArchiveOptions { Hours = 2, SecondsPerSegment = 60 });
        var planted = FindingLines.PlantedForAudit(list);

        var result = SelftestResult.Compare(planted, [.. planted.Skip(1), "another"]);

        Assert.That(result.IsRight, Is.False);
        Assert.That(result.Missing.Single(), Is.EqualTo(planted[0]));
        Assert.That(result.Extra.Single(), Is.EqualTo("another"));
    }

    [Test]
    public async Task Selftest_OnNothing_SaysSo()
    {
        using var pipeline = new Pipeline();

        var outcome = await pipeline.RunAsync("selftest", "--on", "absent");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(outcome.Error, Does.Contain("there is no such directory"));
    }

    [Test]
    public async Task Selftest_Interrupted_CleansUp()
    {
        using var pipeline = new Pipeline();
        pipeline.Signal(ExitCode.Interrupted);

        var outcome = await pipeline.RunAsync("selftest", "--on", ".");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Interrupted));
        Assert.That(pipeline.Files(), Is.Empty);
    }

    [Test]
    public async Task Verification_OfManyFaults_FindsWhatWasPlantedAndNothingElse(
        [Values(1, 2, 6, 60)] int seconds, [Values(1, 2)] int seed)
    {
        using var pipeline = new Pipeline();
        var root = Path.Combine(pipeline.WorkingDirectory, "archive");
        var options = new SyntheticArchiveOptions
        {
            Hours = 3,
            SecondsPerSegment = seconds,
            Seed = seed,
            Media = true,
            Faults = FaultLevel.Many,
        };
        await SyntheticArchive.WriteAsync(root, options);
        await using var archive = SegmentArchive.Open(root);

        var records = archive.VerifyAsync(new VerificationRequest(), null, CancellationToken.None);
        var found = await FindingLines.OfVerificationAsync(records, CancellationToken.None);

        var planted = FindingLines.PlantedForVerification(Path.Combine(root, SyntheticArchive.FaultListName));
        Assert.That(planted, Is.Not.Empty);
        Assert.That(found, Is.EqualTo(planted));
    }
}
