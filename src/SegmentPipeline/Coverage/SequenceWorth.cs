namespace SegmentPipeline;

/// <summary>What a sequence is worth: time of each kind, where time that two segments share counts once, for the better kind; and how many
/// segments it takes.</summary>
/// <remarks>Source: semantics §3.</remarks>
internal readonly record struct SequenceWorth
{
    private long FullMicroseconds { get; init; }

    private long SuspectMicroseconds { get; init; }

    private long PartialMicroseconds { get; init; }

    private int Segments { get; init; }

    private int Superseded { get; init; }

    /// <summary>Time of one kind; less than none takes away.</summary>
    internal static SequenceWorth FromTime(SegmentKind kind, long microseconds) => kind switch
    {
        SegmentKind.Full => new SequenceWorth { FullMicroseconds = microseconds },
        SegmentKind.Suspect => new SequenceWorth { SuspectMicroseconds = microseconds },
        SegmentKind.Partial => new SequenceWorth { PartialMicroseconds = microseconds },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a sequence holds none of this kind"),
    };

    /// <summary>One segment that is played for so long.</summary>
    internal static SequenceWorth FromSegment(in SequenceCandidate segment, long microseconds) =>
        FromTime(segment.Kind, microseconds) with { Segments = 1, Superseded = segment.IsSelected ? 0 : 1 };

    /// <summary>More than zero if this one is better, less if the other one is.</summary>
    internal int Against(in SequenceWorth other)
    {
        if (FullMicroseconds != other.FullMicroseconds) return FullMicroseconds.CompareTo(other.FullMicroseconds);
        if (SuspectMicroseconds != other.SuspectMicroseconds) return SuspectMicroseconds.CompareTo(other.SuspectMicroseconds);
        if (PartialMicroseconds != other.PartialMicroseconds) return PartialMicroseconds.CompareTo(other.PartialMicroseconds);
        return Segments != other.Segments ? other.Segments.CompareTo(Segments) : other.Superseded.CompareTo(Superseded);
    }

    public static SequenceWorth operator +(SequenceWorth left, SequenceWorth right) => new()
    {
        FullMicroseconds = left.FullMicroseconds + right.FullMicroseconds,
        SuspectMicroseconds = left.SuspectMicroseconds + right.SuspectMicroseconds,
        PartialMicroseconds = left.PartialMicroseconds + right.PartialMicroseconds,
        Segments = left.Segments + right.Segments,
        Superseded = left.Superseded + right.Superseded,
    };
}
