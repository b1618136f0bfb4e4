namespace SegmentPipeline.Cli.Tests;

/// <summary>A command without its libraries says which one it lacks, and is no defect.</summary>
internal sealed class NativeLibraryTests
{
    private const string Absence =
        "Unable to load shared library 'e_sqlite3' or one of its dependencies. In order to help diagnose loading problems, consider using a tool like strace.\n/x/e_sqlite3.so: cannot open";

    [Test]
    public async Task Library_ThatIsAbsent_IsToldInOneLine()
    {
        using var pipeline = new Pipeline
        {
            OpenArchive = (_, _) =>
                throw new TypeInitializationException(
                    "Microsoft.Data.Sqlite.SqliteConnection",
                    new InvalidOperationException("x", new DllNotFoundException(Absence))),
        };

        var outcome = await pipeline.RunAsync("audit", ".");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(outcome.ErrorLines, Has.Length.EqualTo(1).And.All.StartsWith("pipeline: libe_sqlite3.so is not beside pipeline (/"));
    }

    [TestCase("e_sqlite3", "libe_sqlite3.so")]
    [TestCase("libSkiaSharp", "libSkiaSharp.so")]
    [TestCase("libSkiaSharp.so", "libSkiaSharp.so")]
    public void Library_ThatIsDamaged_IsNotCalledAbsent(string name, string file)
    {
        var directory = Directory.CreateTempSubdirectory("pipeline-library-").FullName;
        try
        {
            Assert.That(NativeLibraries.AbsenceOf(name, directory), Does.StartWith($"{file} is not beside pipeline ({directory})"));

            File.WriteAllText(Path.Combine(directory, file), "");

            Assert.That(
                NativeLibraries.AbsenceOf(name, directory),
                Does.StartWith($"{file}, which is beside pipeline ({directory}), cannot be loaded"));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Test]
    public async Task Fault_OfAnotherKind_StaysADefect()
    {
        using var pipeline = new Pipeline
        {
            OpenArchive = (_, _) => throw new TypeInitializationException("X", new InvalidOperationException("it's 'nothing'")),
        };

        Assert.That((await pipeline.RunAsync("audit", ".")).Error, Does.StartWith("pipeline: internal error"));
    }

    [TestCase("history --ledger x.db", "libe_sqlite3.so", 2)]
    [TestCase("audit archive --ledger x.db", "libe_sqlite3.so", 2)]
    [TestCase("map archive --output map.png", "libSkiaSharp.so", 2)]
    [TestCase("serve", "libe_sqlite3.so", 2)]
    [TestCase("audit archive --fail-on none", null, 0)]
    [TestCase("map archive", null, 0)]
    [TestCase("map archive --output map.svg", null, 0)]
    [Category("Process")]
    public async Task NativeCommand_CopiedAlone_SaysWhichLibraryItLacks(string arguments, string? library, int exitCode)
    {
        if (BuiltCommand.Given is null) Assert.Ignore(BuiltCommand.NotGiven);
        using var pipeline = new Pipeline();
        File.Copy(BuiltCommand.Given!, Path.Combine(pipeline.WorkingDirectory, "alone"));
        pipeline.WriteFile(
            "pipeline.json",
            """{ "serve": { "urls": "http://127.0.0.1:0", "archives": [{ "name": "main", "root": "archive" }] } }""");
        await BuiltCommand.ShellAsync(
            pipeline.WorkingDirectory,
            "$PIPELINE generate archive --hours 1 --qualities 1; $PIPELINE audit archive --ledger x.db --fail-on none");

        var outcome = await BuiltCommand.ShellAsync(pipeline.WorkingDirectory, $"./alone {arguments} > output");

        Assert.That(outcome.ExitCode, Is.EqualTo(exitCode), outcome.Error);
        if (library is not null)
            Assert.That(outcome.ErrorLines, Has.Length.EqualTo(1).And.All.StartsWith($"pipeline: {library} is not beside pipeline (/"));
    }
}
