using System.Xml.Linq;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Conventions;

/// <summary>Who sees into whom.</summary>
internal sealed class FriendTests
{
    private static readonly string[] Projects =
        [.. Directory.EnumerateFiles(ProjectFiles.PathOf("src"), "*.csproj", SearchOption.AllDirectories)];

    [Test]
    public void Internals_OfAProject_AreSeenByNoOtherThatIsShipped()
    {
        var shipped = Projects.Select(AssemblyOf).ToHashSet();
        var friends = Projects
            .SelectMany(project => FriendsOf(project).Select(friend => (Project: AssemblyOf(project), Friend: friend)))
            .ToList();

        Assert.That(friends.Where(pair => shipped.Contains(pair.Friend)), Is.Empty);
        Assert.That(friends, Is.Not.Empty, "no friend is found at all");
    }

    private static IEnumerable<string> FriendsOf(string project) =>
        from item in XDocument.Load(project).Descendants("InternalsVisibleTo")
        from name in item.Attribute("Include")!.Value.Split(';')
        select name;

    private static string AssemblyOf(string project) =>
        XDocument.Load(project).Descendants("AssemblyName").SingleOrDefault()?.Value ?? Path.GetFileNameWithoutExtension(project);
}
