namespace SegmentPipeline.Reports;

/// <summary>What a page shows of an audit.</summary>
internal sealed class PageContent(WorstFindings findings, CoverageCollector coverage)
{
    private readonly List<StreamRecord> _streams = [];
    private readonly SortedDictionary<DeltaChange, (long Count, long Microseconds)> _changes = [];

    internal HeaderRecord? Header { get; private set; }

    internal SummaryRecord? Summary { get; private set; }

    internal CoverageCollector Coverage => coverage;

    internal WorstFindings Findings => findings;

    /// <summary>The figures of each stream; the lanes of the coverage are in the same order.</summary>
    internal IReadOnlyList<StreamRecord> Streams => _streams;

    /// <summary>What is different since the last complete run, if there is a ledger.</summary>
    internal IReadOnlyDictionary<DeltaChange, (long Count, long Microseconds)> Changes => _changes;

    internal void Add(AuditRecord record)
    {
        coverage.Add(record);
        switch (record)
        {
            case HeaderRecord header: Header = header; break;
            case Finding finding: findings.Add(finding); break;
            case StreamRecord stream: _streams.Add(stream); break;
            case DeltaRecord delta: Add(delta); break;
            case SummaryRecord summary: Summary = summary; break;
        }
    }

    private void Add(DeltaRecord delta)
    {
        var (count, microseconds) = _changes.GetValueOrDefault(delta.Change);
        _changes[delta.Change] = (count + 1, microseconds + delta.Range.Microseconds);
    }
}
