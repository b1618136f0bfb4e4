using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Vectors;

/// <summary>Every vector through the library, in memory and on disk.</summary>
[TestFixture(ReaderKind.InMemory)]
[TestFixture(ReaderKind.Linux)]
[TestFixture(ReaderKind.Portable)]
internal sealed class VectorTests(ReaderKind kind)
{
    [TestCaseSource(typeof(VectorFile), nameof(VectorFile.Audits))]
    public async Task Audit_AuditVector_GivesTheExpectedAnswer(AuditVector vector)
    {
        await using var opened = OpenedArchive.Open(vector.Tree(), kind);
        foreach (var query in vector.Audits)
        {
            var report = await opened.Archive.AuditToReportAsync(query.Request);

            var answer = AuditAnswer.Of(report.Findings, report.Streams.Single());
            Assert.That(answer, Is.EqualTo(AuditAnswer.Of(query.Expect)), $"window {query.Request.Start} {query.Request.End}");
        }
    }

    [TestCaseSource(typeof(VectorFile), nameof(VectorFile.Selections))]
    public async Task Select_SelectionVector_GivesTheExpectedSequence(SelectionVector vector)
    {
        await using var opened = OpenedArchive.Open(vector.Tree(), kind);
        foreach (var query in vector.Queries)
        {
            var sequence = await opened.Archive.SelectAsync(new StreamId("c", "q"), query.Range);

            Assert.That(PathsAndHoles(sequence), Is.EqualTo(query.Expect), $"range {query.Range}");
        }
    }

    private static List<string?> PathsAndHoles(SegmentSequence sequence)
    {
        List<string?> items = [.. sequence.Segments.Select(segment => segment.Path)];
        foreach (var hole in sequence.Holes.Reverse()) items.Insert(hole.BeforeSegment, null);
        return items;
    }
}
