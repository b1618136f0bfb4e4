namespace SegmentPipeline.Shared.Tests.Texts;

internal sealed class EditDistanceTests
{
    [TestCase("", "", 0)]
    [TestCase("", "abc", 3)]
    [TestCase("tolerance", "tolerance", 0)]
    [TestCase("tolerance", "TOLERANCE", 0)]
    [TestCase("tolerance", "tolerence", 1)]
    [TestCase("tolerance", "toleranc", 1)]
    [TestCase("tolerance", "ttolerance", 1)]
    [TestCase("tolerance", "toleranec", 1)]
    [TestCase("kitten", "sitting", 3)]
    public void Distance_BetweenWords_CountsTheFewestEditsEitherWay(string one, string other, int edits)
    {
        Assert.That(EditDistance.Between(one, other), Is.EqualTo(edits));
        Assert.That(EditDistance.Between(other, one), Is.EqualTo(edits));
    }

    [TestCase("settel", "settle")]
    [TestCase("sett", "settle")]
    [TestCase("set", null)]
    [TestCase("r", null)]
    [TestCase("rot", "root")]
    public void Nearest_BeyondAThirdOfTheLetters_IsNone(string word, string? nearest) =>
        Assert.That(EditDistance.Nearest(word, ["settle", "root", "silence"]), Is.EqualTo(nearest));

    [Test]
    public void Nearest_OfTwoAsNear_IsTheFirst() => Assert.That(EditDistance.Nearest("ab", ["ac", "ad"]), Is.EqualTo("ac"));
}
