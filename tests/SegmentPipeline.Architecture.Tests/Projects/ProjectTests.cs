using SegmentPipeline.Testing;

namespace SegmentPipeline.Architecture.Tests.Projects;

/// <summary>The arrows between the projects, as their built assemblies have them.</summary>
internal sealed class ProjectTests
{
    private static readonly Project MadeUp = new("SegmentPipeline.MadeUp", ["SegmentPipeline"], "Cronos");

    private static IEnumerable<Project> All => ProjectTable.All;

    [TestCaseSource(nameof(All))]
    public void Project_RefersToNothingThatItsRowDoesNotHave(Project project)
    {
        var references = project.Assembly.GetReferencedAssemblies().Select(reference => reference.Name!).ToList();

        Assert.That(references, Does.Contain("System.Runtime"));
        Assert.That(project.Forbidden(references), Is.Empty);
    }

    [TestCaseSource(nameof(All))]
    public void Row_NamesOnlyRowsBeforeIt(Project project) =>
        Assert.That(project.MayName, Is.SubsetOf(ProjectTable.All.TakeWhile(above => above != project).Select(above => above.Name)));

    [Test]
    public void Projects_AllHaveARow()
    {
        var projects = Directory.EnumerateFiles(ProjectFiles.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension);

        Assert.That(ProjectTable.All.Select(project => project.Name),
            Is.EquivalentTo(projects.Select(name => name == "SegmentPipeline.Cli" ? "pipeline" : name)));
    }

    [TestCase("SegmentPipeline.Ledger")]
    [TestCase("SegmentPipeline.Hosting")]
    [TestCase("Microsoft.Data.Sqlite")]
    [TestCase("Spectre.Console")]
    public void Project_ThatRefersToMore_BreaksTheRule(string reference) =>
        Assert.That(MadeUp.Forbidden(["System.Runtime", "SegmentPipeline", "Cronos", reference]), Is.EqualTo(new[] { reference }));
}
