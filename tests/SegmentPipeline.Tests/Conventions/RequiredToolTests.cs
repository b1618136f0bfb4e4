using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Conventions;

internal sealed class RequiredToolTests
{
    private static readonly string Table = ProjectFiles.Read("build/tools.sh");

    [TestCaseSource(typeof(RequiredTool), nameof(RequiredTool.All))]
    public void Tool_ThatIsAbsent_SkipsTheTestAndNamesTheRemedy(RequiredTool tool)
    {
        var skipped = Assert.Throws<IgnoreException>(() => tool.RequireIn("/nowhere:"));

        Assert.That(
            skipped!.Message,
            Does.StartWith($"{tool.Name} is not installed").And.Contain("./build.sh test").And.Contain($"package {tool.Package} "));
    }

    [Test]
    public void Tool_InTheSecondDirectoryOfThePath_IsFoundThere()
    {
        var directory = Directory.CreateTempSubdirectory("segment-path-").FullName;
        try
        {
            var file = Path.Combine(directory, "promtool");
            File.WriteAllText(file, "");

            Assert.That(RequiredTool.Promtool.RequireIn($"/nowhere:{directory}"), Is.EqualTo(file));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [TestCaseSource(typeof(RequiredTool), nameof(RequiredTool.All))]
    public void Tool_OfTheTests_IsInstalledByTheBuild(RequiredTool tool) =>
        Assert.That(Table, Does.Match($@"(?m)^{tool.Name} +{tool.Package} +test +\S"));

    /// <summary>A test that asks for itself whether a program is there would say so in words of its own, or fail.</summary>
    [Test]
    public void Tests_ThatStartAProgram_AskForItFirst()
    {
        var startsUnasked = Directory.EnumerateFiles(ProjectFiles.PathOf("tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("Benchmarks", StringComparison.Ordinal))
            .Where(file =>
                File.ReadAllText(file) is var text
                && text.Contains("new " + "ProcessStartInfo(", StringComparison.Ordinal)
                && !text.Contains("RequiredTool.", StringComparison.Ordinal));

        Assert.That(startsUnasked, Is.Empty);
    }
}
