using System.Text;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Layouts;

/// <summary>Endings of names, and which names from elsewhere may be those of segments.</summary>
internal sealed class ArchiveLayoutTests
{
    [TestCase("a.ts", "a")]
    [TestCase("a.tombstone", "a")]
    [TestCase("a", "a")]
    [TestCase("a.TS", "a.TS")]
    [TestCase("a.ts.tombstone", "a.ts")]
    [TestCase("a.tombstone.ts", "a.tombstone")]
    [TestCase("a.json", "a.json")]
    [TestCase(".ts", "")]
    [TestCase(".tombstone", "")]
    public void StemOf_Name_IsWithoutOneKnownEnding(string name, string stem) =>
        Assert.That(Encoding.ASCII.GetString(ArchiveLayout.StemOf(Encoding.ASCII.GetBytes(name))), Is.EqualTo(stem));

    [TestCase("00:00-2.0-full-#.ts", true)]
    [TestCase("00:00-2.0-suspect-#.ts", true)]
    [TestCase("00:00-2.0-partial-#.ts", true)]
    [TestCase("00:00-2.0-temp-#.ts", false)]
    [TestCase("60:00-2.0-full-#.ts", false)]
    [TestCase("60:00-2.0-temp-#.ts", false)]
    [TestCase("00:00-2.0-full-#.tombstone", false)]
    [TestCase("00:00-2.0-full-#", false)]
    [TestCase("00:00-2.0-full-#.TS", false)]
    [TestCase("../00:00-2.0-full-#.ts", false)]
    [TestCase(".ts", false)]
    [TestCase("", false)]
    public void IsNameOfSegment_TextFromElsewhere_OnlyForNamesThatMayBeHandedOut(string name, bool expected) =>
        Assert.That(ArchiveLayout.IsNameOfSegment(name.Replace("#", SegmentNames.Hash(0), StringComparison.Ordinal)), Is.EqualTo(expected));
}
