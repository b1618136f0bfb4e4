namespace SegmentPipeline.Replicas;

/// <summary>Hours of replicas that had nothing for the archive here when they were last listed, so that whoever fills again and again need
/// not list them again. Bounded: when it is full, it begins anew.</summary>
/// <remarks>Source: semantics §9. May be used by many at once.</remarks>
internal sealed class ListedHours(CompareRequest request)
{
    private const int MostHours = 200_000;

    private static readonly TimeSpan MostAge = TimeSpan.FromHours(24);

    private readonly Lock _lock = new();
    private readonly Dictionary<(SegmentArchive Copy, StreamId Stream, Hour Hour), Listed> _listed = [];

    /// <summary>How an hour differed when it was listed last, without names, if it need not be listed again: it still has nothing for what
    /// is here, as far as can be told. Else null.</summary>
    /// <param name="copy">The replica's copy of the stream.</param>
    /// <param name="hour">The hour.</param>
    /// <param name="here">The digest of the names here.</param>
    internal HourDifference? Find(StreamCopy copy, Hour hour, HourNamesDigest here)
    {
        lock (_lock)
        {
            if (!_listed.TryGetValue((copy.Archive, copy.Stream, hour), out var listed) || listed.Here != here) return null;
            if (copy.Digests.TryGetValue(hour, out var told)) return told == listed.Told ? listed.Difference : null;
            var closed = hour.End.ToDateTimeOffset() + request.Settle;
            var isFresh = listed.Told is null && listed.At > closed && request.TimeProvider.GetUtcNow() - listed.At < MostAge;
            return isFresh ? listed.Difference : null;
        }
    }

    /// <summary>Notes an hour that was listed and had nothing: no segment and no tombstone that is not here.</summary>
    internal void Note(StreamCopy copy, Hour hour, HourNamesDigest here, HourDifference difference)
    {
        HourNamesDigest? told = copy.Digests.TryGetValue(hour, out var digest) ? digest : null;
        lock (_lock)
        {
            if (_listed.Count >= MostHours) _listed.Clear();
            _listed[(copy.Archive, copy.Stream, hour)] = new Listed(here, told, request.TimeProvider.GetUtcNow(), difference.ToCounts());
        }
    }

    private readonly record struct Listed(HourNamesDigest Here, HourNamesDigest? Told, DateTimeOffset At, HourDifference Difference);
}
