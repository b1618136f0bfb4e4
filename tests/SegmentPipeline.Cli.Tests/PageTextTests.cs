namespace SegmentPipeline.Cli.Tests;

internal sealed class PageTextTests
{
    [Test]
    public async Task Page_WithSpacesAndEmptyLinesAtItsEnds_LosesThem()
    {
        var page = await PagePrint.Of(Screen.None, page =>
        {
            page.AddLine();
            page.AddLine("  a  ");
            page.AddLine("   ");
            page.AddLine("b");
            page.AddLine();
        });

        Assert.That(page, Is.EqualTo("\n  a\n\nb\n"));
    }

    [Test]
    public async Task Page_WithoutLines_IsAnEmptyLine() => Assert.That(await PagePrint.Of(Screen.None, _ => { }), Is.EqualTo("\n"));

    [TestCase(8191)]
    [TestCase(8192)]
    [TestCase(8193)]
    public void Letter_OfTwoUnitsAtTheBuffersEnd_IsWrittenWhole(int before)
    {
        using var stream = new MemoryStream();
        using var text = new PageText(stream);

        text.Write(new string('a', before - 1) + "🎥b");
        text.End();

        Assert.That(System.Text.Encoding.UTF8.GetString(stream.ToArray()), Is.EqualTo(new string('a', before - 1) + "🎥b\n"));
    }
}
