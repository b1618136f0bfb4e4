namespace SegmentPipeline.Fleet;

/// <summary>Hears what there is to remember of hours that are read.</summary>
internal sealed class HeardHours : IHourMemory
{
    private readonly Dictionary<Hour, HourDigest> _digests = [];

    /// <summary>What there is to remember of the hours of a piece of work, in time order.</summary>
    internal IReadOnlyCollection<(Hour Hour, HourDigest Digest)> Of(WorkItem item) =>
        [.. _digests.Where(known => item.Contains(known.Key)).OrderBy(known => known.Key).Select(known => (known.Key, known.Value))];

    public HourDigest? Recall(StreamId stream, Hour hour) => null;

    public bool IsDueForCheck(StreamId stream, Hour hour) => false;

    public void Remember(StreamId stream, Hour hour, HourDigest digest) =>
        _digests[hour] = digest with { Facts = digest.Facts.ToArray(), Names = default };
}
