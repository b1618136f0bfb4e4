namespace SegmentPipeline.Cli.Tests;

internal sealed class CountWordsTests
{
    private static readonly string[] ToldElsewhere = ["hole", "unreadable"];

    [Test]
    public void Fates_AllHaveWords() =>
        Assert.That(CountWords.Fates.Select(fate => fate.Fate), Is.EquivalentTo(Enum.GetValues<EntryFate>()));

    [Test]
    public void Findings_AllHaveWords_ButThoseThatHaveLinesOfTheirOwn() =>
        Assert.That(CountWords.OtherFindings.Select(type => type.Word).Concat(ToldElsewhere),
            Is.EquivalentTo(FindingTypes.All.Select(type => type.Word)));
}
