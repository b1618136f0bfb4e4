using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Vectors;

/// <summary>The naive audit is itself held against the vectors before anything is held against it.</summary>
internal sealed class NaiveVectorTests
{
    private static readonly Timestamp Now = FixedTimeProvider.FarAfter.Now;

    [Test]
    public void Vectors_OfBothFiles_AreManyAndEachAsksSomething()
    {
        Assert.That(VectorFile.Audits.Count(vector => vector.Audits.Length > 0), Is.AtLeast(120).And.EqualTo(VectorFile.Audits.Count));
        Assert.That(
            VectorFile.Selections.Count(vector => vector.Queries.Length > 0),
            Is.AtLeast(150).And.EqualTo(VectorFile.Selections.Count));
    }

    [TestCaseSource(typeof(VectorFile), nameof(VectorFile.Audits))]
    public void NaiveAudit_AuditVector_GivesTheExpectedAnswer(AuditVector vector)
    {
        var tree = vector.Tree();
        foreach (var query in vector.Audits)
        {
            var records = new NaiveAudit(tree, query.Request, Now).Records();

            var answer = AuditAnswer.Of([.. records.OfType<Finding>()], records.OfType<StreamRecord>().Single());
            Assert.That(answer, Is.EqualTo(AuditAnswer.Of(query.Expect)), $"window {query.Request.Start} {query.Request.End}");
        }
    }

    [TestCaseSource(typeof(VectorFile), nameof(VectorFile.Selections))]
    public void NaiveSequence_SelectionVector_GivesTheExpectedSequence(SelectionVector vector)
    {
        var stream = new NaiveAudit(vector.Tree(), new AuditRequest(), Now).Streams.Single();
        foreach (var query in vector.Queries)
        {
            var items = NaiveSequence.Of(
                stream.Selected,
                query.Range.Start.UnixMicroseconds,
                query.Range.End.UnixMicroseconds,
                AuditDefaults.ToleranceMicroseconds);

            Assert.That(items.Select(item => item.Segment?.Path), Is.EqualTo(query.Expect), $"range {query.Range}");
        }
    }
}
