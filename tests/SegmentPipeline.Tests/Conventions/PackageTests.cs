using System.Text.Json;
using System.Xml.Linq;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Conventions;

/// <summary>What a package brings, and what it says.</summary>
internal sealed class PackageTests
{
    private static readonly string[] Projects =
        [.. Directory.EnumerateFiles(ProjectFiles.PathOf("src"), "*.csproj", SearchOption.AllDirectories)];

    [TestCase("SegmentPipeline", "")]
    [TestCase("SegmentPipeline.Hosting", "Microsoft.Extensions.")]
    [TestCase("SegmentPipeline.Playback", "")]
    [TestCase("SegmentPipeline.Synthesis", "")]
    [TestCase("SegmentPipeline.Reports", "Parquet.Net")]
    public void Project_WhateverItNeeds_RestoresNothingElse(string project, string needed)
    {
        var direct = PackagesOf(project, isDirectOnly: true).Where(name => !name.Contains("Analyzers", StringComparison.Ordinal));

        Assert.That(direct, needed.Length == 0 ? Is.Empty : Has.All.StartsWith(needed).And.Not.Empty);
    }

    [TestCase("SegmentPipeline.Hosting", "Cronos")]
    [TestCase("SegmentPipeline.Hosting", "SQLite")]
    [TestCase("SegmentPipeline.Hosting", "Sqlite")]
    [TestCase("SegmentPipeline.Hosting", "Skia")]
    [TestCase("SegmentPipeline.Reports", "Skia")]
    [TestCase("SegmentPipeline.Ledger", "Cronos")]
    public void Project_ThatDoesWithoutALibrary_DoesNotRestoreIt(string project, string library) =>
        Assert.That(PackagesOf(project, isDirectOnly: false), Has.None.Contains(library).And.Not.Empty);

    /// <summary>So that the test above can fail.</summary>
    [TestCase("SegmentPipeline.Scheduling", "Cronos")]
    [TestCase("SegmentPipeline.Ledger", "SQLite")]
    [TestCase("SegmentPipeline.Pictures", "Skia")]
    public void Project_ThatNeedsALibrary_RestoresIt(string project, string library) =>
        Assert.That(PackagesOf(project, isDirectOnly: false), Has.Some.Contains(library));

    [Test]
    public void Notes_OfARelease_AreTheirPartOfTheChangelog()
    {
        var version = XDocument.Load(ProjectFiles.PathOf("Directory.Build.props")).Descendants("Version").Single().Value;

        Assert.That(
            ProjectFiles.Read("CHANGELOG.md"),
            Does.Match($@"(?m)^## {version.Replace(".", "\\.", StringComparison.Ordinal)}\b[^\n]*\n\n- \S"));
    }

    /// <summary>Of builds for others only: a debugger wants to find the sources of the rest.</summary>
    [Test]
    public void Assemblies_OfARelease_DoNotSayWhereTheyWereBuilt()
    {
        var place = System.Text.Encoding.UTF8.GetBytes(ProjectFiles.PathOf(""));
        var built = Projects
            .Select(project => Path.Combine(Path.GetDirectoryName(project)!, "bin/Release/net10.0", $"{AssemblyOf(project)}.dll"))
            .Where(File.Exists).ToList();
        if (built.Count == 0) Assert.Ignore("nothing has been built as a release here");

        Assert.That(built.Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(place) >= 0), Is.Empty);
    }

    private static string AssemblyOf(string project) =>
        XDocument.Load(project).Descendants("AssemblyName").SingleOrDefault()?.Value ?? Path.GetFileNameWithoutExtension(project);

    private static List<string> PackagesOf(string project, bool isDirectOnly)
    {
        using var assets = JsonDocument.Parse(ProjectFiles.Read($"src/{project}/obj/project.assets.json"));
        if (isDirectOnly)
        {
            var framework = assets.RootElement.GetProperty("project").GetProperty("frameworks").EnumerateObject().Single().Value;
            return framework.TryGetProperty("dependencies", out var dependencies)
                ? [.. dependencies.EnumerateObject().Where(package => !IsPrivate(package.Value)).Select(package => package.Name)]
                : [];
        }

        return [.. assets.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name)];
    }

    private static bool IsPrivate(JsonElement package) =>
        package.TryGetProperty("suppressParent", out var kept) && kept.GetString() == "All";
}
