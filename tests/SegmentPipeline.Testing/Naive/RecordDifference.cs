namespace SegmentPipeline.Testing;

/// <summary>Where two lists of records part.</summary>
internal static class RecordDifference
{
    /// <summary>The first difference in words with what stands around it, or null if there is none.</summary>
    internal static string? Between(IReadOnlyList<AuditRecord> expected, IReadOnlyList<AuditRecord> actual)
    {
        for (var i = 0; i < Math.Max(expected.Count, actual.Count); i++)
        {
            var (wanted, got) = (expected.ElementAtOrDefault(i), actual.ElementAtOrDefault(i));
            if (Equals(wanted, got)) continue;
            return $"record {i} of {expected.Count} expected, {actual.Count} got\n"
                + $"  after    {(i == 0 ? "the header" : expected[i - 1])}\n"
                + $"  expected {wanted?.ToString() ?? "the end"}\n"
                + $"  got      {got?.ToString() ?? "the end"}\n"
                + $"  expected next {expected.ElementAtOrDefault(i + 1)}\n"
                + $"  got next      {actual.ElementAtOrDefault(i + 1)}";
        }

        return null;
    }
}
