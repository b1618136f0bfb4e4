namespace SegmentPipeline.Hosting;

/// <summary>The series of one archive. Whoever observes them reads one reference; only runs that end at the same time wait for
/// each other.</summary>
internal sealed class ArchiveSeries(string name, bool hasGauges)
{
    private readonly Lock _publishing = new();
    private volatile ArchiveSnapshot _snapshot = ArchiveSnapshot.Empty;
    private volatile CopySnapshot _copies = CopySnapshot.Empty;
    private volatile VerificationSnapshot _contents = VerificationSnapshot.Empty;

    /// <summary>The value of the label <c>archive</c>.</summary>
    internal string Name => name;

    internal ArchiveSnapshot Snapshot => _snapshot;

    /// <summary>What the last comparison with other copies found.</summary>
    internal CopySnapshot Copies => _copies;

    /// <summary>What is known of the contents of its files.</summary>
    internal VerificationSnapshot Contents => _contents;

    internal void Publish(StreamTally tally, FindingCounts findings, DateTimeOffset completedAt) =>
        Replace(_ => ArchiveSnapshot.OfComplete(name, tally, findings, completedAt));

    internal void PublishIncomplete(StreamTally tally, FindingCounts findings) =>
        Replace(former => former.AfterIncomplete(name, tally, findings));

    /// <summary>Takes what an earlier process knew, unless something later is known.</summary>
    internal void Seed(StreamTally tally, DateTimeOffset completedAt) =>
        Replace(former => former.CompletedAt >= completedAt
            ? former
            : ArchiveSnapshot.OfComplete(name, tally, findings: null, completedAt));

    /// <summary>Takes what a comparison with other copies found.</summary>
    /// <param name="holes">Missing time by verdict.</param>
    /// <param name="completedAt">When it ended, if it was complete.</param>
    internal void PublishComparison(HoleTimes holes, DateTimeOffset? completedAt)
    {
        if (!hasGauges) return;
        lock (_publishing) _copies = _copies.After(name, holes, completedAt);
    }

    /// <summary>Takes what is known of the contents of its files.</summary>
    internal void PublishContents(VerificationFigures figures)
    {
        if (hasGauges) _contents = VerificationSnapshot.Create(name, figures);
    }

    internal void Clear()
    {
        Replace(_ => ArchiveSnapshot.Empty);
        lock (_publishing) _copies = CopySnapshot.Empty;
        _contents = VerificationSnapshot.Empty;
    }

    private void Replace(Func<ArchiveSnapshot, ArchiveSnapshot> change)
    {
        if (!hasGauges) return;
        lock (_publishing) _snapshot = change(_snapshot);
    }
}
