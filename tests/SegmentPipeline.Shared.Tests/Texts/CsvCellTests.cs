namespace SegmentPipeline.Shared.Tests.Texts;

internal sealed class CsvCellTests
{
    [TestCase("", "")]
    [TestCase("plain", "plain")]
    [TestCase("a,b", "\"a,b\"")]
    [TestCase("a\"b", "\"a\"\"b\"")]
    [TestCase("=1", "'=1")]
    [TestCase("+1", "'+1")]
    [TestCase("-1", "'-1")]
    [TestCase("@a", "'@a")]
    [TestCase("a=1", "a=1")]
    [TestCase("=a,b", "\"'=a,b\"")]
    public void Cell_ThatASpreadsheetWouldRunOrSplit_IsMadeHarmless(string text, string cell) =>
        Assert.That(CsvCell.Quoted(text, VisibleText.MakeVisible(text)), Is.EqualTo(cell));

    [TestCase("\t1")]
    [TestCase("\r1")]
    [TestCase("a\nb")]
    public void Cell_WithAControlCharacter_BreaksNoLine(string text)
    {
        var cell = CsvCell.Quoted(text, VisibleText.MakeVisible(text));

        Assert.That(cell.Any(char.IsControl), Is.False);
        Assert.That(cell[0] == '\'', Is.EqualTo(char.IsControl(text[0])));
    }
}
