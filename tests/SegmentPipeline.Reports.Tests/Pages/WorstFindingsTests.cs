using SegmentPipeline.Testing;

namespace SegmentPipeline.Reports.Tests.Pages;

public sealed class WorstFindingsTests
{
    private static readonly StreamId Stream = new("desertbus", "source");
    private static readonly Timestamp Start = Timestamp.Parse("2026-03-28T22:00:00Z");

    [TestCase(0, new long[0])]
    [TestCase(1, new long[] { 9 })]
    [TestCase(3, new long[] { 5, 9, 5 })]
    [TestCase(9, new long[] { 5, 9, 5, 1 })]
    public void Holes_BeyondTheCapacity_AreTheLongestInTheOrderOfTheReport(int capacity, long[] kept)
    {
        var findings = new WorstFindings(capacity);
        foreach (var length in new long[] { 5, 9, 5, 1 }) findings.Add(Hole(length));

        Assert.That(findings.InOrder().Cast<HoleFinding>().Select(hole => hole.Range.Microseconds), Is.EqualTo(kept));
    }

    [Test]
    public void Holes_OfAnyLength_ComeBeforeOtherFindings()
    {
        var findings = new WorstFindings(2);
        findings.Add(new DegradedFinding { Stream = Stream, Range = Range(100), Class = CoverageClass.Partial });
        findings.Add(new StrayFinding { Path = Places.Entry("a"), Cause = "b" });
        findings.Add(Hole(1));

        Assert.That(findings.InOrder().Select(finding => finding.GetType()), Is.EqualTo([typeof(DegradedFinding), typeof(HoleFinding)]));
    }

    private static HoleFinding Hole(long microseconds) => new()
    {
        Stream = Stream,
        Range = Range(microseconds),
        Before = null,
        After = null,
    };

    private static TimeRange Range(long microseconds) => new(Start, Start.AddMicroseconds(microseconds));
}
