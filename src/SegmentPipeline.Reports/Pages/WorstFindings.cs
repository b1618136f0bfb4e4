namespace SegmentPipeline.Reports;

/// <summary>Keeps the worst findings of an audit, however many it has: silent streams and holes before all others, and of one type the
/// longest.</summary>
internal sealed class WorstFindings(int capacity)
{
    private readonly PriorityQueue<(Finding Finding, long Number), (int Weight, long Microseconds, long Earlier)> _kept = new();
    private long _count;

    internal void Add(Finding finding)
    {
        var entry = (finding, ++_count);

        // Among equals the first ones of the report are kept.
        var worth = (FindingTypes.TypeOf(finding).Weight, FindingTypes.TypeOf(finding).RangeOf(finding)?.Microseconds ?? 0, -_count);
        if (_kept.Count < capacity) _kept.Enqueue(entry, worth);
        else if (capacity > 0) _kept.EnqueueDequeue(entry, worth);
    }

    /// <summary>What is kept, in the order of the report.</summary>
    internal Finding[] InOrder() => [.. _kept.UnorderedItems.OrderBy(item => item.Element.Number).Select(item => item.Element.Finding)];

    /// <summary>What is kept, the worst first.</summary>
    internal IEnumerable<Finding> WorstFirst() =>
        _kept.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => item.Element.Finding);
}
