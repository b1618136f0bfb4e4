namespace SegmentPipeline.Scheduling;

/// <summary>What is remembered of the contents of an archive, and how much that is while it changes. One caller at a time.</summary>
/// <param name="memory">What remembers.</param>
/// <param name="level">How far files must have been looked into to count as verified.</param>
/// <param name="tell">Is told when the corrupt files have changed.</param>
internal sealed class KnownContents(IContentMemory memory, VerificationLevel level, Action<CauseCounts> tell) : IContentMemory
{
    private readonly Dictionary<(StreamId Stream, Hour Hour), VerifiedHour> _hours = [];

    /// <summary>Files that have been verified.</summary>
    internal long Files => _hours.Values.Where(hour => hour.Level >= level).Sum(hour => hour.Files);

    public IReadOnlyDictionary<Hour, VerifiedHour> Recall(StreamId stream)
    {
        var hours = memory.Recall(stream);
        foreach (var (hour, verified) in hours) _hours[(stream, hour)] = WithoutNames(verified);
        return hours;
    }

    public void Remember(StreamId stream, Hour hour, VerifiedHour verified)
    {
        memory.Remember(stream, hour, verified);
        var changed = CauseCounts.Of(verified.Corrupt);
        if (_hours.TryGetValue((stream, hour), out var before)) changed -= CauseCounts.Of(before.Corrupt);
        _hours[(stream, hour)] = WithoutNames(verified);
        if (!changed.IsNothing) tell(changed);
    }

    public void RememberCorrupt(IReadOnlyList<CorruptFile> corrupt, Timestamp at) => memory.RememberCorrupt(corrupt, at);

    private static VerifiedHour WithoutNames(VerifiedHour verified) =>
        verified with { Names = default, Fingerprint = null, UpTo = null };
}
