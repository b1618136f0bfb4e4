namespace SegmentPipeline;

/// <summary>What an audit remembers of hour directories from earlier audits, so that it need not read directories again that have not
/// changed. The report is the same, byte for byte, with or without a memory.</summary>
/// <remarks>All members are called in the order of the audit (streams by name, hours by time), one call at a time, never two at once;
/// <see cref="IsDueForCheck"/> of all hours comes before the rest. An exception of a member ends the audit.</remarks>
public interface IHourMemory
{
    /// <summary>What is known of an hour. The audit asks this once or twice for each hour that it is about to read.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour.</param>
    /// <returns>What was last remembered of the hour, trusted or not; null if nothing was.</returns>
    HourDigest? Recall(StreamId stream, Hour hour);

    /// <summary>Whether the audit is to read an hour even if it has not changed, and to compare it with what is known of it.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour.</param>
    bool IsDueForCheck(StreamId stream, Hour hour);

    /// <summary>Whether what was remembered of an hour is damaged. The audit then reads the hour anew, and a
    /// <see cref="StaleLedgerFinding"/> says so. The audit asks this for every hour, together with <see cref="IsDueForCheck"/>.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour.</param>
    bool IsDamaged(StreamId stream, Hour hour) => false;

    /// <summary>The files of an hour that a verification of contents found corrupt and that nobody has found mended since. An hour with
    /// such files is always read, and those of them that it still has are reported. The audit asks this for every hour.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour.</param>
    IReadOnlyList<CorruptFile> CorruptIn(StreamId stream, Hour hour) => [];

    /// <summary>Takes what there is to remember of an hour that has been read. Not called for hours that were recalled, could not be read,
    /// or were gone when their turn came.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour.</param>
    /// <param name="digest">What to remember in place of what was known. Its <see cref="HourDigest.Facts"/> and
    /// <see cref="HourDigest.Names"/> are lent until the call returns: whoever keeps them copies them.</param>
    void Remember(StreamId stream, Hour hour, HourDigest digest);
}
