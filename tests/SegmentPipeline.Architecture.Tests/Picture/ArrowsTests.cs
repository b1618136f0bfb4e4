namespace SegmentPipeline.Architecture.Tests.Picture;

internal sealed class ArrowsTests
{
    private static readonly string[] Nodes = ["top", "middle", "bottom", "alone"];

    [Test]
    public void Arrow_ThatALongerWaySays_IsLeftOut()
    {
        var arrows = new Arrows(Nodes, new HashSet<(string, string)> { ("top", "middle"), ("middle", "bottom"), ("top", "bottom") });

        Assert.That(arrows.Needed(), Is.EqualTo(new[] { ("top", "middle"), ("middle", "bottom") }));
    }

    [Test]
    public void Arrow_ThatNoOtherWaySays_IsDrawn()
    {
        var arrows = new Arrows(Nodes, new HashSet<(string, string)> { ("top", "bottom"), ("middle", "bottom") });

        Assert.That(arrows.Draw(), Is.EqualTo("""
            ```mermaid
            flowchart TD
                top["top"]
                middle["middle"]
                bottom["bottom"]
                alone["alone"]
                top --> bottom
                middle --> bottom
            ```
            """));
    }
}
