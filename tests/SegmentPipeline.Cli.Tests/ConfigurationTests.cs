using System.CommandLine;
using System.Text.Json;
using SegmentPipeline.Hosting;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary>The command line beats the environment, which beats the file.</summary>
internal sealed class ConfigurationTests
{
    [TestCase(null, null, null, 10_000)]
    [TestCase("1ms", null, null, 1_000)]
    [TestCase("1ms", "2ms", null, 2_000)]
    [TestCase("1ms", "2ms", "3ms", 3_000)]
    [TestCase("1ms", null, "3ms", 3_000)]
    [TestCase(null, "2ms", "3ms", 3_000)]
    public async Task Value_InSeveralSources_IsThatOfTheStrongest(string? file, string? environment, string? commandLine, long microseconds)
    {
        using var pipeline = Create(file is null ? "" : $"\"tolerance\":\"{file}\"");
        if (environment is not null) pipeline.Environment["PIPELINE__TOLERANCE"] = environment;

        var outcome = await pipeline.RunAsync(commandLine is null ? ["audit"] : ["audit", "--tolerance", commandLine]);

        var header = JsonDocument.Parse(outcome.OutputLines[0]).RootElement;
        Assert.That(header.GetProperty("toleranceMicroseconds").GetInt64(), Is.EqualTo(microseconds));
    }

    [TestCase(null, null)]
    [TestCase("\"parallelism\":null", null)]
    [TestCase("\"parallelism\":3", 3)]
    public void Parallelism_OfTheCommand_IsThatOfTheMachineUnlessTold(string? file, int? expected)
    {
        using var pipeline = Create(file ?? "");
        var command = new Command("audit");
        var arguments = new AuditArguments(command);

        var options = arguments.Read(command.Parse([]), pipeline.SurroundingsOf(Stream.Null, TextWriter.Null));

        Assert.That(options.Parallelism, Is.EqualTo(expected ?? Environment.ProcessorCount));
        Assert.That(
            new PipelineOptions().ToAuditContext().Parallelism,
            Is.EqualTo(Math.Max(1, Environment.ProcessorCount - 1)),
            "of a host");
    }

    [Test]
    public async Task List_InTheEnvironment_ReplacesThatOfTheFileWhole()
    {
        using var pipeline = Create("\"exclude\":[\"a\",\"b\",\"c\"]");
        Assert.That(await StreamsAsync(pipeline), Is.EqualTo(["d"]));

        pipeline.Environment["PIPELINE__EXCLUDE__0"] = "d";
        Assert.That(await StreamsAsync(pipeline), Is.EqualTo(["a", "b", "c"]));

        Assert.That(await StreamsAsync(pipeline, "--exclude", "[a]", "--exclude", "b"), Is.EqualTo(["a", "c", "d"]));
        Assert.That(await StreamsAsync(pipeline, "--exclude", ""), Is.EqualTo(["a", "b", "c", "d"]));
        Assert.That(await StreamsAsync(pipeline, "--exclude", "a", "--no-default-excludes"), Is.EqualTo(["b", "c", "d"]));
    }

    [Test]
    public async Task List_EmptyInAStrongerSource_IsEmpty()
    {
        using var pipeline = Create("\"channels\":[\"a\"]");
        Assert.That(await StreamsAsync(pipeline), Is.EqualTo(["a"]));

        pipeline.Environment["PIPELINE__CHANNELS"] = "";
        Assert.That(await StreamsAsync(pipeline), Is.EqualTo(["a", "b", "c", "d"]));
    }

    [Test]
    public async Task Switch_OnInTheFile_CanBeTurnedOffOnTheCommandLine()
    {
        using var pipeline = Create("\"deterministic\":true");

        Assert.That((await pipeline.RunAsync("audit")).Output, Does.Not.Contain("\"root\""));
        Assert.That((await pipeline.RunAsync("audit", "--deterministic", "false")).Output, Does.Contain("\"root\""));
    }

    [Test]
    public async Task Root_OnTheCommandLine_BeatsTheConfigured()
    {
        using var pipeline = Create("");

        var outcome = await pipeline.RunAsync("audit", "/elsewhere");

        Assert.That(outcome.ExitCode, Is.EqualTo(2));
        Assert.That(outcome.Error, Does.Contain("/elsewhere"));
    }

    [Test]
    public async Task ConfigFile_Named_StandsForTheOneOfTheDirectory()
    {
        using var pipeline = Create("\"tolerance\":\"1ms\"");
        pipeline.WriteFile("other.json", $$$"""{"pipeline":{"root":"{{{InMemoryReader.RootPath}}}","format":"ndjson","settle":"1h"}}""");

        var outcome = await pipeline.RunAsync("audit", "--config", "other.json");

        Assert.That(outcome.OutputLines[0], Does.Contain("\"toleranceMicroseconds\":10000"));
    }

    [Test]
    public async Task Faults_OfAllSources_AreNamedAtOnceWithTheirPlaces()
    {
        using var pipeline = Create("\"tolerence\":\"1ms\",\"settle\":5");
        pipeline.Environment["PIPELINE__FAILON"] = "everything";
        pipeline.Environment["PIPELINE__COLOUR"] = "red";
        pipeline.Environment["PIPELINE_HOME"] = "is nobody's business here";

        var outcome = await pipeline.RunAsync("audit", "--tolerance", "-1");

        Assert.That(outcome.ExitCode, Is.EqualTo(64));
        Assert.That(outcome.ErrorLines[..^1], Is.EquivalentTo(
        [
            "pipeline: pipeline.json: settle: '5' is not a duration; write 250us, 10ms, 1.5s, 2m or 1h",
            "pipeline: pipeline.json: tolerence: no such key; did you mean tolerance?",
            "pipeline: PIPELINE__COLOUR: no such key; the keys are root, channels, qualities, exclude, defaultExcludes, start, end, last, tolerance, settle, silence, format, output, hours, failOn, trust, expect, parallelism, deterministic, quiet, ledger, budget, retention",
            "pipeline: PIPELINE__FAILON: 'everything' is none of none, hole, corrupt, degraded, overlap, any",
            "pipeline: --tolerance: '-1' is not a duration; write 250us, 10ms, 1.5s, 2m or 1h",
            "pipeline: pipeline.json of the working directory was read, and sets format, root, settle, tolerence; --config none leaves it out",
        ]));
    }

    [TestCase("{", "pipeline.json: is not JSON: it ends at line 1, column 2, before it is complete\n")]
    [TestCase("{\"pipeline\":{\n", "pipeline.json: is not JSON: it ends at line 2, column 1, before it is complete\n")]
    [TestCase("{\n  \"é\": !,\n}", "pipeline.json: is not JSON: what stands at line 2, column 8 does not belong there\n")]
    [TestCase("[]", "pipeline.json: is not JSON: ")]
    [TestCase("", "pipeline.json: is not JSON: it is empty\n")]
    [TestCase("""{"pipeline":{"root":"\ud800"}}""", "pipeline.json: is not JSON: ")]
    [TestCase("""{"pipeline":{"\udfff":"/archive"}}""", "pipeline.json: is not JSON: ")]
    [TestCase("""{"pipeline":{"root":"a\u0000b"}}""", "pipeline.json: root: the value has a NUL in it")]
    [TestCase("""{"pipeline":{"ledger":"a\u0000b"}}""", "pipeline.json: ledger: the value has a NUL in it")]
    [TestCase("""{"pipeline":{"output":"\u0000"}}""", "pipeline.json: output: the value has a NUL in it")]
    [TestCase("""{"pipeline":{"channels":["a","a\u0000b"]}}""", "pipeline.json: channels: item 1 is not a name")]
    [TestCase("{\"root\":\"/archive\"}", "pipeline.json: there is no section \"pipeline\" in it")]
    public async Task ConfigFile_ThatIsNone_IsAFault(string content, string fault)
    {
        using var pipeline = new Pipeline();
        pipeline.WriteFile("pipeline.json", content);

        var outcome = await pipeline.RunAsync("audit", "/archive");

        Assert.That(outcome.ExitCode, Is.EqualTo(64));
        Assert.That(outcome.Error, Does.StartWith("pipeline: " + fault));
    }

    [TestCase("", "--config: the value is empty")]
    [TestCase("directory", "directory: cannot be read: it is a directory")]
    [TestCase("directory/none", "directory/none: cannot be read: there is no such file")]
    [TestCase("/dev/zero", "/dev/zero: cannot be read: it is longer than 16 MB")]
    public async Task ConfigFile_ThatIsNoFile_IsToldAsWhatItIs(string file, string fault)
    {
        foreach (var verb in (string[])["audit", "map", "history", "serve"])
        {
            using var pipeline = new Pipeline();
            Directory.CreateDirectory(Path.Combine(pipeline.WorkingDirectory, "directory"));

            var outcome = await pipeline.RunAsync([verb, "--config", file, .. verb is "audit" or "map" ? (string[])["/archive"] : []]);

            Assert.That(outcome.ExitCode, Is.EqualTo(64), verb);
            Assert.That(outcome.ErrorLines[..^1], Is.EqualTo([$"pipeline: {fault}"]), verb);
        }
    }

    [TestCase(ConfigurationFile.MostBytes, 0)]
    [TestCase(ConfigurationFile.MostBytes + 1, 64)]
    public async Task ConfigFile_AsLongAsOneMayBe_IsRead(int bytes, int exitCode)
    {
        using var pipeline = Create("");
        var content = await File.ReadAllTextAsync(Path.Combine(pipeline.WorkingDirectory, "pipeline.json"));
        pipeline.WriteFile("long.json", content.PadRight(bytes));

        var outcome = await pipeline.RunAsync("audit", "--config", "long.json", "--fail-on", "none");

        Assert.That(outcome.ExitCode, Is.EqualTo(exitCode), outcome.Error);
    }

    /// <summary>A working directory whose pipeline.json names an archive of four channels.</summary>
    private static Pipeline Create(string keys)
    {
        var tree = new ArchiveTree();
        foreach (var channel in (string[])["a", "b", "c", "d"]) tree.Hour(channel, "q", Trees.Hour).File(SegmentNames.Full("00:00"));
        var pipeline = new Pipeline { Reader = new InMemoryReader(tree) };
        pipeline.WriteFile(
            "pipeline.json",
            $$$"""{"pipeline":{"root":"{{{InMemoryReader.RootPath}}}","format":"ndjson"{{{(keys.Length > 0 ? "," + keys : "")}}}}}""");
        return pipeline;
    }

    private static async Task<IEnumerable<string?>> StreamsAsync(Pipeline pipeline, params string[] arguments)
    {
        var outcome = await pipeline.RunAsync(["audit", .. arguments]);
        return outcome.OutputLines.Select(line => JsonDocument.Parse(line).RootElement)
            .Where(record => record.GetProperty("type").GetString() == "stream")
            .Select(record => record.GetProperty("channel").GetString());
    }

    [TestCase("""{"name":"build","stages":["test"]}""", "pipeline.json of the working directory was read; --config none leaves it out")]
    [TestCase(
        """{"pipeline":{"root":"nowhere","exclude":["x"],"quiet":true}}""",
        "pipeline.json of the working directory was read, and sets exclude, root; --config none leaves it out"
    )]
    public async Task FileOfTheWorkingDirectory_InARunThatFails_IsNamed(string text, string sentence)
    {
        using var pipeline = new Pipeline();
        pipeline.WriteFile("pipeline.json", text);

        var outcome = await pipeline.RunAsync("audit", "--quiet");

        Assert.That(outcome.ErrorLines, Does.Contain("pipeline: " + sentence));
    }

    [Test]
    public async Task FileOfTheWorkingDirectory_WithConfigNone_IsNotRead()
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Clean()) };
        pipeline.WriteFile("pipeline.json", """{"stages":["test"]}""");

        Assert.That((await pipeline.RunAsync("audit", InMemoryReader.RootPath)).ExitCode, Is.EqualTo(64));
        Assert.That((await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--config", "none")).ExitCode, Is.Zero);
        Assert.That(
            (await pipeline.RunAsync("history", "--config", "none")).ErrorLines[0],
            Does.EndWith("there is no such file; pipeline audit --ledger makes one"));
        Assert.That(
            (await pipeline.RunAsync("serve", "--config", "none")).ErrorLines[0],
            Is.EqualTo("pipeline: --config: what is audited when stands in a file; name one"));
    }

    [Test]
    public async Task NamedFile_InARunThatFails_IsNotCalledThatOfTheWorkingDirectory()
    {
        using var pipeline = new Pipeline();
        pipeline.WriteFile("own.json", """{"pipeline":{"root":"nowhere"}}""");

        Assert.That((await pipeline.RunAsync("audit", "--config", "own.json")).ErrorLines, Has.Length.EqualTo(1));
    }
}
