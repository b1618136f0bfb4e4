namespace SegmentPipeline;

/// <summary>The digests of hours whose directories have not changed since. Bounded: when it is full, it begins anew.</summary>
internal sealed class NamesDigests
{
    private const int MostHours = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<(StreamId Stream, Hour Hour), (DirectoryFingerprint Stamp, HourNamesDigest Digest)> _digests = [];

    /// <summary>The digest of an hour whose directory has this stamp; null if it is not known.</summary>
    internal HourNamesDigest? Find(StreamId stream, Hour hour, DirectoryFingerprint? stamp)
    {
        lock (_lock)
            return stamp is not null && _digests.TryGetValue((stream, hour), out var known) && known.Stamp == stamp ? known.Digest : null;
    }

    /// <summary>Remembers the digest of an hour that had been settled when it was read.</summary>
    internal void Keep(StreamId stream, Hour hour, DirectoryFingerprint stamp, HourNamesDigest digest)
    {
        lock (_lock)
        {
            if (_digests.Count >= MostHours) _digests.Clear();
            _digests[(stream, hour)] = (stamp, digest);
        }
    }
}
