namespace SegmentPipeline.Tests.Records;

internal sealed class VisibleTextTests
{
    [TestCase("", "")]
    [TestCase("a b/ü-日本.ts", "a b/ü-日本.ts")]
    [TestCase("\0", "\\x00")]
    [TestCase("a\nb\tc", "a\\x0Ab\\x09c")]
    [TestCase("\e[2J", "\\x1B[2J")]
    [TestCase("\u007f", "\\x7F")]
    [TestCase("\u009b", "\\xC2\\x9B")]
    [TestCase("a\u202eb", "a\\xE2\\x80\\xAEb")]
    [TestCase("a\u2028b", "a\\xE2\\x80\\xA8b")]
    [TestCase("😀", "😀")]
    public void Text_WithAnyCharacters_CanBeShown(string text, string visible) =>
        Assert.That(VisibleText.MakeVisible(text), Is.EqualTo(visible));

    [Test]
    public void Text_ThatCanBeShown_IsNotCopied()
    {
        var text = new string('x', 3);
        Assert.That(VisibleText.MakeVisible(text), Is.SameAs(text));
    }
}
