using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Documentation;

internal sealed class ReadmeTests
{
    [Test]
    public void Snippets_OfTheReadme_AreCodeThatCompiles()
    {
        string[] compiled =
        [
            Marked(ProjectFiles.Read("tests/SegmentPipeline.Tests/Documentation/ReadmeSnippets.cs")),
            ProjectFiles
                .Read("samples/EmbeddedHost/Program.cs")
                .Split('\n')
                .Single(line => line.Contains("AddSegmentPipeline", StringComparison.Ordinal)),
        ];

        Assert.That(ProjectFiles.BlocksOf("README.md", "csharp"), Is.EqualTo(compiled));
    }

    [Test]
    public void Snippet_WithoutThatArchive_SaysSoAndNothingElseGoesWrong() =>
        Assert.That(ReadmeSnippets.ReadAnArchiveAsync, Throws.InstanceOf<AuditFailedException>().With.Message.Contains("/srv/archive"));

    [TestCase("| audit of |")]
    [TestCase("| audit of 2100000 files |")]
    public void Speed_OfTheReadme_IsThatOfTheNewestResult(string heading)
    {
        var newest = Directory.EnumerateFiles(ProjectFiles.PathOf("tests/SegmentPipeline.Benchmarks/results"), "*.md")
            .Max(StringComparer.Ordinal)!;

        Assert.That(SpeedTable(ProjectFiles.Read("README.md")), Is.EqualTo(SpeedTable(File.ReadAllText(newest))).And.Not.Empty);

        IEnumerable<string> SpeedTable(string document) => document.Split('\n')
            .SkipWhile(line => !line.StartsWith(heading, StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|'));
    }

    [Test]
    public void Calls_OfTheReadme_AreMembersOfTheArchive()
    {
        var named = ProjectFiles.Read("README.md").Split('\n')
            .SkipWhile(line => !line.StartsWith("| call of `SegmentArchive`", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]).ToArray();

        Assert.That(named, Has.Length.EqualTo(7));
        Assert.That(named, Is.SubsetOf(typeof(SegmentArchive).GetMethods().Select(method => method.Name)));
    }

    [Test]
    public void Links_OfTheReadme_LeadSomewhere()
    {
        var links = System.Text.RegularExpressions.Regex.Matches(ProjectFiles.Read("README.md"), @"\]\(([^):]+)\)")
            .Select(match => match.Groups[1].Value).ToArray();

        Assert.That(links, Is.Not.Empty);
        Assert.That(links.Where(link => !ProjectFiles.Exists(link)), Is.Empty);
    }

    private static string Marked(string code)
    {
        var lines = code.Split('\n')
            .SkipWhile(line => !line.EndsWith("// README, begin", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => !line.EndsWith("// README, end", StringComparison.Ordinal))
            .Select(line => line.Length == 0 ? line : line[8..]);
        return string.Join('\n', lines);
    }
}
