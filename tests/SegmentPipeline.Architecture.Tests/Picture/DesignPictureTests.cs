using ArchUnitNET.Loader;
using SegmentPipeline.Architecture.Tests.Projects;
using SegmentPipeline.Architecture.Tests.Rooms;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Architecture.Tests.Picture;

/// <summary>The pictures of docs/design.md, as the built assemblies draw them. <c>./build.sh picture</c> draws them anew.</summary>
internal sealed class DesignPictureTests
{
    private const string Design = "docs/design.md";

    [Test]
    public void Design_HasThePictureOfProjects()
    {
        var names = ProjectTable.All.Reverse().Select(project => project.Name).ToList();
        var arrows = from project in ProjectTable.All
                     from reference in project.Assembly.GetReferencedAssemblies()
                     where names.Contains(reference.Name!)
                     select (project.Name, reference.Name!);

        IsDrawn("projects", new Arrows(names, arrows.ToHashSet()));
    }

    [Test]
    public void Design_HasThePictureOfFolders()
    {
        var engine = typeof(SegmentArchive).Assembly;
        var rooms = new SourceRooms(engine, "/src/SegmentPipeline/");
        var arrows = from type in new ArchLoader().LoadAssemblies(engine).Build().Types
                     let start = rooms.Of(type)
                     where start is not null
                     from dependency in type.Dependencies
                     let end = rooms.Of(dependency.Target)
                     where end is not null && end != start
                     select (start, end);

        IsDrawn("folders", new Arrows([.. RoomTable.All.Reverse().Select(room => room.Name)], arrows.ToHashSet()));
    }

    private static void IsDrawn(string name, Arrows arrows)
    {
        Assert.That(arrows.Needed().Count(), Is.GreaterThan(10));
        var text = ProjectFiles.Read(Design);
        var start = text.IndexOf($"<!-- picture of {name} -->\n", StringComparison.Ordinal);
        var end = text.IndexOf($"<!-- end of the picture of {name} -->", StringComparison.Ordinal);
        Assert.That(start, Is.GreaterThan(0).And.LessThan(end));
        start = text.IndexOf('\n', start) + 1;
        var drawn = arrows.Draw() + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(ProjectFiles.PathOf(Design), text[..start] + drawn + text[end..]);
        }
        else
        {
            Assert.That(text[start..end], Is.EqualTo(drawn), $"the picture of {name} in {Design} is old: ./build.sh picture");
        }
    }
}
