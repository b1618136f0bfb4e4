namespace SegmentPipeline.Replicas;

/// <summary>How the names of an hour differ between here and one replica.</summary>
/// <remarks>Source: semantics §9. Each segment that only one of both has is counted once: as withdrawn, as a twin, as too young, or as
/// missing on the other side; the first of these that fits.</remarks>
internal sealed class HourDifference
{
    private static readonly TimeSpan Edge = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LastOfHour = TimeSpan.FromHours(1) - Edge;

    private readonly List<SegmentName> _missing = [];
    private readonly List<SegmentName> _extra = [];
    private long _countedExtra;

    /// <summary>Segments that both have.</summary>
    internal long Same { get; private set; }

    /// <summary>Segments that are missing here.</summary>
    internal IReadOnlyList<SegmentName> Missing => _missing;

    /// <summary>Segments that are missing there.</summary>
    internal IReadOnlyList<SegmentName> Extra => _extra;

    /// <summary>How many segments are missing there.</summary>
    internal long ExtraCount => _extra.Count + _countedExtra;

    internal long Withdrawn { get; private set; }

    internal long Twins { get; private set; }

    /// <summary>Whether a segment that only one of both has lies so close to the edge of the hour that its twin may be in another, or is:
    /// then the names of these hours decide too.</summary>
    internal bool MayHaveTwinsAround { get; private set; }

    /// <summary>Whether one of both has the hour at all.</summary>
    internal bool IsInEither { get; init; } = true;

    /// <summary>Segments that only one of both has and that are too young to be counted.</summary>
    internal long Young { get; private set; }

    /// <summary>Why one of both could not be read; null if both could.</summary>
    internal string? Cause { get; private init; }

    /// <summary>An hour of which both tell the same digest. What they have is the same, so nothing more is asked.</summary>
    internal static HourDifference OfEqual(long segments) => new() { Same = segments };

    /// <summary>The figures of an hour that has nothing for the archive here, without the names.</summary>
    internal HourDifference ToCounts() =>
        new() { Same = Same, Withdrawn = Withdrawn, Twins = Twins, IsInEither = IsInEither, _countedExtra = ExtraCount };

    /// <summary>An hour that neither has.</summary>
    internal static HourDifference OfNone() => new() { IsInEither = false };

    internal static HourDifference OfUnreadable(string cause) => new() { Cause = cause };

    /// <summary>Compares two copies of an hour.</summary>
    /// <param name="here">The copy here.</param>
    /// <param name="there">The other copy.</param>
    /// <param name="around">Here and there, the hours before and after that may have a twin; empty where none can.</param>
    /// <param name="withdrawn">What the tombstones of all copies withdraw.</param>
    /// <param name="settled">The first moment that is too young.</param>
    internal static HourDifference Between(
        HourCopy here,
        HourCopy there,
        HoursAround around,
        IReadOnlySet<ReadOnlyMemory<byte>> withdrawn,
        Timestamp settled)
    {
        var difference = new HourDifference { MayHaveTwinsAround = around.Here.Count + around.There.Count > 0 };
        var (left, right) = (0, 0);
        while (left < here.Segments.Count || right < there.Segments.Count)
        {
            var order = left == here.Segments.Count ? 1
                : right == there.Segments.Count ? -1
                : here.Segments[left].NameUtf8.Span.SequenceCompareTo(there.Segments[right].NameUtf8.Span);
            if (order < 0) difference.Add(difference._extra, here.Segments[left], here.Hour, [there, .. around.There], withdrawn, settled);
            if (order > 0)
                difference.Add(difference._missing, there.Segments[right], here.Hour, [here, .. around.Here], withdrawn, settled);
            if (order == 0) difference.Same++;
            if (order <= 0) left++;
            if (order >= 0) right++;
        }

        return difference;
    }

    private void Add(
        List<SegmentName> lacking,
        SegmentName segment,
        Hour hour,
        ReadOnlySpan<HourCopy> otherSide,
        IReadOnlySet<ReadOnlyMemory<byte>> withdrawn,
        Timestamp settled)
    {
        if (withdrawn.Contains(segment.StemUtf8))
        {
            Withdrawn++;
            return;
        }

        foreach (var copy in otherSide)
        {
            if (!copy.HasTwinOf(hour, segment)) continue;
            Twins++;
            return;
        }

        MayHaveTwinsAround |= segment.Start <= Edge || segment.Start >= LastOfHour;
        if (segment.InHour(hour).End <= settled) lacking.Add(segment);
        else Young++;
    }
}

/// <summary>The hours before and after one, in which a segment at the very edge of the hour may have a twin.</summary>
/// <param name="Here">Here.</param>
/// <param name="There">There.</param>
internal readonly record struct HoursAround(IReadOnlyList<HourCopy> Here, IReadOnlyList<HourCopy> There)
{
    internal static HoursAround None { get; } = new([], []);
}
