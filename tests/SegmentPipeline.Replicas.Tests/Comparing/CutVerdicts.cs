namespace SegmentPipeline.Replicas.Tests.Comparing;

/// <summary>What is left of verdicts where not everything is expected: each expected part of each hole is a hole, and has the parts of the
/// verdict that lie in it.</summary>
/// <remarks>Source: semantics §4, §9. Knows nothing of how an audit finds out what is off.</remarks>
internal static class CutVerdicts
{
    /// <summary>A line for each hole and part, in time order. In which order qualities are named depends on the whole hole, so that
    /// does not count.</summary>
    internal static IEnumerable<string> LinesOf(IEnumerable<CopyRecord> records, IExpectation? expectation = null)
    {
        foreach (var verdict in records.OfType<VerdictRecord>())
        {
            foreach (var hole in ExpectedOf(verdict, expectation))
            {
                yield return $"{verdict.Stream} hole {hole.Start} {hole.End}";
                foreach (var part in verdict.Parts)
                {
                    var inside = new TimeRange(part.Start, part.End).Intersect(hole);
                    if (!inside.IsEmpty) yield return $"{verdict.Stream} part {inside.Start} {inside.End} {WordsOf(part)}";
                }
            }
        }
    }

    private static IEnumerable<TimeRange> ExpectedOf(VerdictRecord verdict, IExpectation? expectation) =>
        expectation?.Find(verdict.Stream, verdict.Hole) is { } expected
            ? expected.Ranges.Select(range => range.Intersect(verdict.Hole)).Where(range => !range.IsEmpty)
            : [verdict.Hole];

    private static string WordsOf(VerdictPart part) =>
        $"{part.Verdict} {string.Join(',', part.Replicas ?? [])} {string.Join(',', (part.Qualities ?? []).Order(StringComparer.Ordinal))}";
}
