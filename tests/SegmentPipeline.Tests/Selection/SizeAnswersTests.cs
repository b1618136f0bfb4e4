namespace SegmentPipeline.Tests.Selection;

/// <summary>Each segment gets the answer to its own question, in whatever order choices ask.</summary>
internal sealed class SizeAnswersTests
{
    private const string Segments = "2.0-full-A@5 2.0-full-B@6 2.0-full-C@7";

    [TestCase("2.0-full-A 2.0-full-B 2.0-full-C", "5 6 7")]
    [TestCase("2.0-full-C 2.0-full-B 2.0-full-A", "7 6 5")]
    [TestCase("2.0-full-B 2.0-full-A 2.0-full-B 2.0-full-A", "6 5 6 5")]
    [TestCase("2.0-full-A 2.0-full-A", "5 5")]
    [TestCase("2.0-full-A 2.0-full-B 2.0-full-C 2.0-full-A 2.0-full-C", "5 6 7 5 7")]
    public void QuestionAbout_SegmentsThatWereAskedAbout_GivesEachItsOwnAnswer(string order, string sizes)
    {
        var scene = new ChoiceScene(Segments);
        scene.NewChoice().AddQuestions();
        scene.AnswerQuestions();
        var answers = new SizeAnswers(scene.Buffers);

        var told = order.Split(' ')
            .Select(segment => answers.QuestionAbout(scene.Buffers.Segments[scene.IndexOf(segment)]).SizeBytes)
            .ToList();

        Assert.That(string.Join(' ', told), Is.EqualTo(sizes));
        Assert.That(answers.AreMissing, Is.False);
    }

    [Test]
    public void QuestionAbout_SegmentThatWasNotAskedAbout_BecomesOneQuestionThatIsMissing()
    {
        var scene = new ChoiceScene("3.0-full-A@5 3.0-full-B@6 2.0-full-C@7");
        scene.NewChoice().AddQuestions();
        scene.AnswerQuestions();
        var answers = new SizeAnswers(scene.Buffers);
        var entry = scene.Buffers.Segments[2];

        var first = answers.QuestionAbout(entry);
        var second = answers.QuestionAbout(entry);

        Assert.That(answers.AreMissing, Is.True);
        Assert.That(string.Join(' ', scene.Asked), Is.EqualTo("3.0-full-A 3.0-full-B 2.0-full-C"));
        Assert.That(
            (first.NameOffset, first.NameLength, first.Outcome),
            Is.EqualTo((entry.NameOffset, (int)entry.NameLength, ReadOutcome.Done)));
        Assert.That(second.NameOffset, Is.EqualTo(entry.NameOffset));
    }
}
