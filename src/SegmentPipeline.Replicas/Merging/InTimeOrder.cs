namespace SegmentPipeline.Replicas;

/// <summary>Merges two series of records that are each in time order.</summary>
internal static class InTimeOrder
{
    /// <summary>All of both by their starts; of one start those of the first come first.</summary>
    internal static IEnumerable<FleetRecord> Merge(IReadOnlyList<FleetRecord> first, IEnumerable<FleetVerdictRecord> second)
    {
        var at = 0;
        foreach (var record in second)
        {
            for (; at < first.Count && StartOf(first[at]) <= record.Hole.Start; at++) yield return first[at];
            yield return record;
        }

        for (; at < first.Count; at++) yield return first[at];
    }

    private static Timestamp StartOf(FleetRecord record) => record is FleetRangeRecord range
        ? range.Range.Start
        : throw new ArgumentOutOfRangeException(nameof(record), record, "it has no range");
}
