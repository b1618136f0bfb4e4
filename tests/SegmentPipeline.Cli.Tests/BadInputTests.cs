namespace SegmentPipeline.Cli.Tests;

/// <summary>Whatever is wrong: clear lines on standard error, the right code, nothing on standard output, nothing half written.</summary>
internal sealed class BadInputTests
{
    [TestCase("bogus", "there is no verb bogus")]
    [TestCase("audti ROOT", "there is no verb audti; did you mean audit?")]
    [TestCase("histroy holes", "there is no verb histroy; did you mean history?")]
    [TestCase("history hole", "there is no verb hole; did you mean holes?")]
    [TestCase("audit --quite", "there is no option --quite; did you mean --quiet?")]
    [TestCase("audit ROOT --formt=csv", "there is no option --formt=csv; did you mean --format?")]
    [TestCase("map ROOT --by-dya", "there is no option --by-dya; did you mean --by-day?")]
    [TestCase("cut ROOT c q --ouput x --start 2026-03-28T22 --end 2026-03-28T23",
        "Unrecognized command or argument 'x'.|--output is missing; write pipeline cut ROOT CHANNEL QUALITY --start T --end T --output FILE|there is no option --ouput; did you mean --output?")]
    [TestCase("audit", "no archive is named: write pipeline audit ROOT, or set root in the configuration")]
    [TestCase("audit --nope", "there is no option --nope")]
    [TestCase("audit ROOT extra", "Unrecognized command or argument 'extra'.")]
    [TestCase("audit ROOT --tolerance -1", "--tolerance: '-1' is not a duration; write 250us, 10ms, 1.5s, 2m or 1h")]
    [TestCase("audit ROOT --settle=soon", "--settle: 'soon' is not a duration; write 250us, 10ms, 1.5s, 2m or 1h")]
    [TestCase("audit ROOT --format xml", "--format: 'xml' is none of text, ndjson, json, csv, parquet")]
    [TestCase("audit ROOT --fail-on holes", "--fail-on: 'holes' is none of none, hole, corrupt, degraded, overlap, any")]
    [TestCase("audit ROOT --parallelism 0", "--parallelism: '0' is not a whole number from 1 to 256")]
    [TestCase(
        "audit ROOT --start 2026-03-28T25",
        "--start: '2026-03-28T25' has the hour 25; hours end with 23, and what follows is 00 of the next day"
    )]
    [TestCase("audit ROOT --format csv --format json", "Option '--format' expects a single argument but 2 were provided.")]
    [TestCase(
        "audit ROOT --start 2026-03-28T23 --end 2026-03-28T22",
        "the window must not start after its end, but starts 2026-03-28T23:00:00.000000Z and ends 2026-03-28T22:00:00.000000Z")]
    [TestCase(
        "audit ROOT --tolerance x --settle y --format z",
        "--format: 'z' is none of text, ndjson, json, csv, parquet"
        + "|--settle: 'y' is not a duration; write 250us, 10ms, 1.5s, 2m or 1h"
        + "|--tolerance: 'x' is not a duration; write 250us, 10ms, 1.5s, 2m or 1h")]
    [TestCase("audit ROOT --config nowhere.json", "nowhere.json: cannot be read: there is no such file")]
    [TestCase(
        "segments ROOT c",
        "QUALITY, --start and --end are missing; write pipeline segments ROOT CHANNEL QUALITY --start T --end T"
    )]
    [TestCase("segments ROOT c/d .q --start x --end 2026-03-28T22 --format xml",
        "--start: 'x' is not a time; write 2026-03-28T22:00:02.01Z, any offset, or an hour 2026-03-28T22"
        + "|CHANNEL: 'c/d' is not the name of one directory"
        + "|QUALITY: '.q' starts with a dot; hidden directories are not part of an archive"
        + "|--format: 'xml' is none of text, json, paths, m3u8, ffconcat")]
    [TestCase("why ROOT c .q noon --format xml",
        "QUALITY: '.q' starts with a dot; hidden directories are not part of an archive"
        + "|TIME: 'noon' is not a time; write 2026-03-28T22:00:02.01Z, any offset, or an hour 2026-03-28T22"
        + "|--format: 'xml' is none of text, json")]
    [TestCase("generate DIR --hours x --qualities 0 --faults some --start 2026-03-28T22:30:00Z",
        "--hours: 'x' is not a whole number in range"
        + "|--start: '2026-03-28T22:30:00Z' is not a whole hour; write 2026-03-28T22"
        + "|--faults: 'some' is none of none, few, many"
        + "|the number of qualities must be 1 to 100, but is 0")]
    public async Task CommandLine_ThatIsWrong_IsToldWhollyAndNothingIsDone(string commandLine, string faults)
    {
        using var pipeline = new Pipeline { OpenArchive = (_, _) => throw new InvalidOperationException("must not be opened") };

        var outcome = await pipeline.RunAsync(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.That(outcome.ErrorLines[..^1], Is.EqualTo(faults.Split('|').Select(fault => "pipeline: " + fault)));
        Assert.That(outcome.ErrorLines[^1], Does.StartWith("pipeline ").And.EndsWith("--help shows what can be written."));
        Assert.That(outcome.ExitCode, Is.EqualTo(64));
        Assert.That(outcome.Output, Is.Empty);
        Assert.That(pipeline.Files(), Is.Empty);
    }

    [TestCase("bogus", "pipeline --help")]
    [TestCase("audit --nope", "pipeline audit --help")]
    [TestCase("history hole", "pipeline history --help")]
    [TestCase("fleet stop", "pipeline fleet stop --help")]
    public async Task CommandLine_ThatIsWrong_PointsToTheHelpOfItsVerb(string commandLine, string help)
    {
        using var pipeline = new Pipeline();

        var outcome = await pipeline.RunAsync(commandLine.Split(' '));

        Assert.That(outcome.ErrorLines[^1], Is.EqualTo($"{help} shows what can be written."));
    }

    [TestCase("")]
    [TestCase("fleet")]
    public async Task CommandLine_WithoutAVerb_GetsTheHelpAndIsMisuse(string commandLine)
    {
        using var pipeline = new Pipeline();
        var words = commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        var outcome = await pipeline.RunAsync(words);
        var help = await pipeline.RunAsync([.. words, "--help"]);

        Assert.That(outcome, Is.EqualTo(new Outcome(ExitCode.Usage, "", help.Output)));
    }

    [TestCase("missing", 2, "cannot read the archive ROOT/missing: there is no such directory; give the directory that holds the channels")]
    [TestCase("file", 2, "cannot read the archive ROOT/file: there is no such directory; give the directory that holds the channels")]
    [TestCase("archive/desertbus", 2, "it looks like one channel; give the directory one level up, ROOT/archive")]
    [TestCase("archive/desertbus/source", 2, "it looks like one quality of a channel; give the directory two levels up, ROOT/archive")]
    [TestCase(".", 2, "it looks like the parent of one; give ROOT/archive")]
    [TestCase("archive --channel other", 64, "the archive ROOT/archive has no channel 'other'; it has 1: desertbus")]
    [TestCase("archive --channel desertbas", 64, "the archive ROOT/archive has no channel 'desertbas'; did you mean 'desertbus'?")]
    [TestCase("archive --quality sorce", 64, "the archive ROOT/archive has no quality 'sorce'; did you mean 'source'?")]
    public async Task Archive_ThatIsNotThere_IsToldInOneLine(string arguments, int exitCode, string fault)
    {
        foreach (var format in (string[])["text", "ndjson", "json", "csv", "parquet"])
        {
            using var pipeline = new Pipeline();
            Directory.CreateDirectory(Path.Combine(pipeline.WorkingDirectory, "archive/desertbus/source", Trees.Hour));
            pipeline.WriteFile("file", "");

            var outcome = await pipeline.RunAsync(["audit", .. arguments.Split(' '), "--format", format, "--output", "report"]);

            Assert.That(outcome.ExitCode, Is.EqualTo(exitCode));
            Assert.That(outcome.ErrorLines, Has.Length.EqualTo(1));
            Assert.That(outcome.Error.Replace(pipeline.WorkingDirectory, "ROOT"), Does.StartWith("pipeline: ").And.Contain(fault));
            Assert.That(outcome.Output, Is.Empty);
            Assert.That(pipeline.Files(), Is.EqualTo(["archive", "file"]));
        }
    }

    [TestCase("nowhere/report", "there is no directory ROOT/nowhere")]
    [TestCase("directory", "it is a directory")]
    [TestCase("file/report", "there is no directory ROOT/file")]
    public async Task Output_ThatCannotBeWritten_IsFoundOutBeforeTheAudit(string output, string cause)
    {
        using var pipeline = new Pipeline { OpenArchive = (_, _) => throw new InvalidOperationException("must not be opened") };
        Directory.CreateDirectory(Path.Combine(pipeline.WorkingDirectory, "directory"));
        pipeline.WriteFile("file", "");

        var outcome = await pipeline.RunAsync("audit", "/archive", "--output", output);

        Assert.That(outcome.ExitCode, Is.EqualTo(2));
        Assert.That(outcome.Error.Replace(pipeline.WorkingDirectory, "ROOT"), Is.EqualTo($"pipeline: cannot write to {output}: {cause}\n"));
        Assert.That(pipeline.Files(), Is.EqualTo(["directory", "file"]));
    }

    [Test]
    public async Task Generate_IntoADirectoryInUse_ChangesNothing()
    {
        using var pipeline = new Pipeline();
        pipeline.WriteFile("file", "");

        var outcome = await pipeline.RunAsync("generate", ".");

        Assert.That(outcome.ExitCode, Is.EqualTo(2));
        Assert.That(outcome.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(outcome.Error, Does.Contain("it is not empty"));
        Assert.That(pipeline.Files(), Is.EqualTo(["file"]));
    }
}
