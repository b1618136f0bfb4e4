namespace SegmentPipeline.Ledger;

/// <summary>How an archive is covered, as the complete audits up to the last one found it.</summary>
/// <remarks>Time that the last audit did not look at stays as the one before saw it. A hole stays a hole until an audit has seen it
/// covered: where an hour could not be read since, only what was not missing in it is unknown.</remarks>
public sealed class LedgerCoverage
{
    /// <summary>The classes, the worst first: what a range that holds several is shown as.</summary>
    public static IReadOnlyList<CoverageClass> WorstFirst { get; } =
        [.. CoverageSources.WorstFirst.Select(source => source.Class), CoverageClass.Full, CoverageClass.Off];

    internal LedgerCoverage(LedgerVersion version, IReadOnlyList<LedgerStreamCoverage> streams) => (Version, Streams) = (version, streams);

    /// <summary>The audit that changed it last.</summary>
    public LedgerVersion Version { get; }

    /// <summary>The streams that were ever audited wholly, by channel then quality.</summary>
    public IReadOnlyList<LedgerStreamCoverage> Streams { get; }

    /// <summary>How many ranges of one class there are in all streams: what the memory for it grows with.</summary>
    public long Ranges => Streams.Sum(stream => (long)stream.Ranges);

    /// <summary>A stream; null if it was never audited wholly.</summary>
    /// <param name="stream">The stream.</param>
    public LedgerStreamCoverage? Find(StreamId stream)
    {
        var at = IndexAfter(stream) - 1;
        return at >= 0 && Streams[at].Stream == stream ? Streams[at] : null;
    }

    /// <summary>Where the streams behind one begin, by channel then quality, whether it is there or not.</summary>
    /// <param name="stream">The stream.</param>
    public int IndexAfter(StreamId stream)
    {
        var (low, high) = (0, Streams.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Streams[middle].Stream <= stream) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
