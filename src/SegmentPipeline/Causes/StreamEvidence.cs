namespace SegmentPipeline;

/// <summary>What the report of one copy says of one stream, as evidence.</summary>
internal sealed class StreamEvidence
{
    /// <summary>By so much two streams may stop and go on apart from each other when the same thing stops both: their segments begin at
    /// different moments, and the one that was being written is lost as a whole.</summary>
    private const long MostSlack = 2_000_000;

    /// <summary>In a loss so many times as long, that makes no difference.</summary>
    private const long SlackCounts = 20;

    private readonly RangeList _missing = new();
    private readonly RangeList _bad = new();
    private readonly RangeList _unknown = new();

    /// <summary>What was asked of it.</summary>
    internal TimeRange? Window { get; set; }

    /// <summary>When nothing was expected of it.</summary>
    internal RangeList Off { get; } = new();

    /// <summary>Where something on the disk is not as it should be.</summary>
    internal RangeList Disk { get; } = new();

    /// <summary>Where the encoder began anew.</summary>
    internal RangeList Sessions { get; } = new();

    /// <summary>Whether it could not be read at all.</summary>
    internal bool IsUnreadable { get; set; }

    internal void AddHole(TimeRange range)
    {
        _missing.Add(range);
        _bad.Add(range);
    }

    internal void AddDegraded(TimeRange range) => _bad.Add(range);

    internal void AddUnknown(TimeRange range) => _unknown.Add(range);

    /// <summary>What it says about the time of a loss in another stream, or of the same stream in another copy.</summary>
    /// <param name="range">That time.</param>
    /// <param name="isHole">Whether all of it was lost; else it was degraded, and whatever is not full is lost as well.</param>
    internal Witness Ask(TimeRange range, bool isHole)
    {
        if (IsUnreadable) return Witness.Unknown;
        if (Window is not { } window) return Witness.Absent;
        var length = range.Microseconds;
        if (2 * range.Intersect(window).Microseconds < length) return Witness.NotAsked;
        if (2 * Off.MicrosecondsIn(range) > length) return Witness.Absent;
        if (10 * _unknown.MicrosecondsIn(range) > length) return Witness.Unknown;
        var losses = isHole ? _missing : _bad;
        var lost = losses.MicrosecondsIn(range);
        var slack = length > SlackCounts * MostSlack ? 0 : Math.Min(MostSlack, length / 2);
        if (lost > 0 && 2 * losses.MicrosecondsIn(range, slack) >= length) return Witness.Lacks;
        return 10 * lost <= length ? Witness.Has : Witness.Partly;
    }
}
