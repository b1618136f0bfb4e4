using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests.Documentation;

internal sealed class PackageReadmeTests
{
    private static readonly string Snippets = ProjectFiles.Read("tests/SegmentPipeline.Cli.Tests/Documentation/PackageSnippets.cs");

    private static readonly string[] Packages =
    [
        .. Directory.EnumerateFiles(ProjectFiles.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension).Order()!,
    ];

    [TestCaseSource(nameof(Packages))]
    public void Readme_OfAPackage_ShowsCodeThatCompiles(string package)
    {
        var shown = ProjectFiles.BlocksOf($"src/{package}/README.md", "csharp");

        Assert.That(shown, Is.EqualTo(package == "SegmentPipeline.Cli" ? [] : new[] { Compiled(package) }));
    }

    /// <summary>Whoever reads it has the package and not the project.</summary>
    [TestCaseSource(nameof(Packages))]
    public void Readme_OfAPackage_HasItsNameAndNoRelativeLink(string package)
    {
        var text = ProjectFiles.Read($"src/{package}/README.md");

        Assert.That(text, Does.StartWith($"# {package}\n"));
        Assert.That(text, Does.Not.Match(@"\]\((?!https://)"));
    }

    [Test]
    public void Readme_OfTheProject_NamesEveryPackage() =>
        Assert.That(Packages.Where(
            package => !ProjectFiles.Read("README.md").Contains($"`{package}`", StringComparison.Ordinal)), Is.Empty);

    private static string Compiled(string package) => string.Join('\n', Snippets.Split('\n')
        .SkipWhile(line => !line.EndsWith($"// {package}, begin", StringComparison.Ordinal)).Skip(1)
        .TakeWhile(line => !line.EndsWith($"// {package}, end", StringComparison.Ordinal))
        .Select(line => line.Length == 0 ? line : line[8..]));
}
