using System.Globalization;

namespace SegmentPipeline.Tests.Selection;

/// <summary>Choices whose files vanish or cannot be sized, and what a choice says of itself (semantics §2).</summary>
internal sealed class StartChoiceTests
{
    [TestCase("2.0-full-A@1 2.0-full-B@1", "2.0-full-A 2.0-full-B")]
    [TestCase("2.0-full-C@1 3.0-full-A@1 1.0-suspect-A@1 3.0-full-B@1", "3.0-full-A 3.0-full-B")]
    [TestCase("1.0-suspect-A@1 2.0-suspect-A@1 2.0-partial-A@1", "1.0-suspect-A 2.0-suspect-A")]
    public void AddQuestions_SeveralBestWithoutSizes_AsksAboutThemAlone(string segments, string asked)
    {
        var scene = new ChoiceScene(segments);

        scene.NewChoice().AddQuestions();

        Assert.That(string.Join(' ', scene.Asked), Is.EqualTo(asked));
    }

    [TestCase("3.0-full-A@1 2.0-full-B@1")]
    [TestCase("1.0-partial-A@1 1.0-suspect-A@1")]
    public void AddQuestions_OneBestWithoutSizes_AsksNothing(string segments)
    {
        var scene = new ChoiceScene(segments);

        scene.NewChoice().AddQuestions();

        Assert.That(scene.Asked, Is.Empty);
    }

    [TestCase("2.0-full-B@gone 2.0-full-A@1", "2.0-full-A", 0, 1)]
    [TestCase("2.0-full-A@1 2.0-full-B@gone", "2.0-full-A", 0, 1)]
    [TestCase("2.0-full-A@1 2.0-full-B@gone 2.0-full-C@1 1.0-full-D@1", "2.0-full-C", 2, 1)]
    [TestCase("3.0-full-A@gone 3.0-full-B@gone 2.0-full-C@1", "2.0-full-C", 0, 2)]
    [TestCase("3.0-full-A@gone 3.0-full-B@gone 2.0-full-C@1 2.0-full-D@2", "2.0-full-D", 1, 2)]
    [TestCase("3.0-full-A@gone 3.0-full-B@gone 2.0-full-C@gone 2.0-full-D@gone 1.0-full-E@1", "1.0-full-E", 0, 4)]
    [TestCase("2.0-full-A@gone 2.0-full-B@gone 9.0-partial-Z@9 1.0-suspect-A@1", "1.0-suspect-A", 1, 2)]
    [TestCase("2.0-full-A@gone 2.0-full-B@gone", null, 0, 2)]
    public void Decide_FilesThatVanished_AreOutAndTheRestIsDecidedAnew(string segments, string? winner, int superseded, int vanished)
    {
        var scene = new ChoiceScene(segments);

        var outcome = scene.Decide(out var choice);

        Assert.That((scene.TextOf(outcome.Winner), outcome.Superseded, outcome.Vanished), Is.EqualTo((winner, superseded, vanished)));
        Assert.That(choice.Remaining, Has.Count.EqualTo(superseded + (winner is null ? 0 : 1)));
    }

    [TestCase("2.0-full-B@fails 2.0-full-A@0", "2.0-full-A", 1)]
    [TestCase("2.0-full-A@0 2.0-full-B@fails", "2.0-full-A", 1)]
    [TestCase("2.0-full-A@fails 2.0-full-B@fails", "2.0-full-B", 2)]
    [TestCase("2.0-full-A@fails 2.0-full-B@gone", "2.0-full-A", 1)]
    public void Decide_FilesThatCannotBeSized_AreSmallerThanAnyAndFindings(string segments, string winner, int findings)
    {
        var scene = new ChoiceScene(segments);

        var outcome = scene.Decide(out _);

        Assert.That(scene.TextOf(outcome.Winner), Is.EqualTo(winner));
        Assert.That(scene.Buffers.Unreadable, Has.Count.EqualTo(findings));
    }

    [TestCase("2.0-full-A@1+50 2.0-full-B@1+100 2.0-full-C@1+70", 100)]
    [TestCase("2.0-full-A@1+50 2.0-full-B@fails", 50)]
    [TestCase("3.0-full-A@1+50 2.0-full-B@1+70", 0)]
    public void Decide_FilesThatWereSized_TellsWhenTheLastOfThemChanged(string segments, long changedSeconds)
    {
        var scene = new ChoiceScene(segments);

        scene.Decide(out _);

        Assert.That(scene.Buffers.SizesChangedSeconds, Is.EqualTo(changedSeconds));
    }

    [TestCase("2.0-full-A@5 2.0-full-B@6 2.0-full-C@7 1.0-full-D@8", "5 6 7 -")]
    [TestCase("2.0-full-A@0 2.0-full-B@fails 2.0-full-C@1", "0 - 1")]
    [TestCase("3.0-full-A@5 2.0-full-B@6", "- -")]
    public void SizeOf_AfterTheChoice_IsWhatItWasMadeWith(string segments, string sizes)
    {
        var scene = new ChoiceScene(segments);

        scene.Decide(out var choice);

        var told = new List<string>();
        for (var rival = 0; rival < scene.Buffers.SegmentCount; rival++)
        {
            told.Add(choice.SizeOf(rival)?.ToString(CultureInfo.InvariantCulture) ?? "-");
        }

        Assert.That(string.Join(' ', told), Is.EqualTo(sizes));
    }

    [TestCase("1.0-suspect-A@1 2.0-partial-B@9", ChoiceRule.Kind)]
    [TestCase("1.0-full-A@1 1.0-suspect-A@1", ChoiceRule.Kind)]
    [TestCase("2.000001-full-A@1 2.0-full-B@9", ChoiceRule.Duration)]
    [TestCase("2.0-full-A@2 2.0-full-B@1", ChoiceRule.Size)]
    [TestCase("2.0-full-A@0 2.0-full-B@fails", ChoiceRule.Size)]
    [TestCase("1.0-suspect-A@2 2.0-suspect-B@1", ChoiceRule.Size)]
    [TestCase("2.0-full-B@1 2.0-full-A@1", ChoiceRule.Hash)]
    [TestCase("2.0-full-B@fails 2.0-full-A@fails", ChoiceRule.Hash)]
    [TestCase("2-full-A@1 2.0-full-A@1", ChoiceRule.Name)]
    [TestCase("1.0-partial-A@1 2.0-partial-B@1", ChoiceRule.Name)]
    public void RuleBetween_WinnerAndLoser_IsTheFirstByWhichTheyDiffer(string winnerAndLoser, ChoiceRule rule)
    {
        var scene = new ChoiceScene(winnerAndLoser);

        var outcome = scene.Decide(out var choice);

        Assert.That(outcome.Winner, Is.Zero);
        Assert.That(choice.RuleBetween(0, 1), Is.EqualTo(rule));
    }
}
