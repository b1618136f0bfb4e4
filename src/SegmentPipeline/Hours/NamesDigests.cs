namespace SegmentPipeline;

/// <summary>What is known of the names of hours whose directories have not changed since. Bounded: when it is full, it begins
/// anew.</summary>
internal sealed class NamesDigests
{
    private const int MostHours = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<(StreamId Stream, Hour Hour), (DirectoryFingerprint Stamp, HourNamesSummary Summary)> _known = [];

    /// <summary>What is known of an hour whose directory has this stamp; null if nothing is.</summary>
    internal HourNamesSummary? Find(StreamId stream, Hour hour, DirectoryFingerprint? stamp)
    {
        lock (_lock)
            return stamp is not null && _known.TryGetValue((stream, hour), out var known) && known.Stamp == stamp ? known.Summary : null;
    }

    /// <summary>Remembers an hour, unless it may change without a change of its directory's stamp.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour.</param>
    /// <param name="stamp">The stamp, asked before the directory was read.</param>
    /// <param name="readAtSeconds">When the reading began, in seconds since 1970.</param>
    /// <param name="summary">What was read.</param>
    internal void Keep(StreamId stream, Hour hour, DirectoryFingerprint? stamp, long readAtSeconds, HourNamesSummary summary)
    {
        if (stamp is not { Inode: > 0 } rested || !rested.IsSettledAt(readAtSeconds)) return;
        lock (_lock)
        {
            if (_known.Count >= MostHours) _known.Clear();
            _known[(stream, hour)] = (rested, summary);
        }
    }
}
