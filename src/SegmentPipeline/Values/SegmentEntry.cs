namespace SegmentPipeline;

/// <summary>One segment of an hour, 16 bytes: what its name says, and where the name stands in the names of its hour.</summary>
internal struct SegmentEntry
{
    /// <summary>Start, from the start of the hour; below 3.6 thousand million.</summary>
    internal uint StartMicroseconds;

    /// <summary>Duration; at most 3.6 thousand million.</summary>
    internal uint DurationMicroseconds;

    /// <summary>Where the name begins, for <see cref="NameList.NameAt"/>.</summary>
    internal int NameOffset;

    /// <summary>How long the name is, <c>.ts</c> included; file systems allow 255.</summary>
    internal byte NameLength;

    /// <summary>Where in the name the hash begins.</summary>
    internal byte HashOffset;

    /// <summary>The kind it counts as: that of its name, but partial if it <see cref="IsEmpty"/>.</summary>
    internal SegmentKind Kind;

    /// <summary>Whether its name calls it full or suspect, but carries the hash of nothing.</summary>
    internal bool IsEmpty;

    /// <summary>End, from the start of the hour; may lie in the next hour.</summary>
    internal readonly long EndMicroseconds => (long)StartMicroseconds + DurationMicroseconds;

    /// <summary>The kind that its name says.</summary>
    /// <param name="name">The name from which it was read.</param>
    internal readonly SegmentKind KindIn(ReadOnlySpan<byte> name)
    {
        if (!IsEmpty) return Kind;
        return name[..HashOffset].EndsWith("-full-"u8) ? SegmentKind.Full : SegmentKind.Suspect;
    }
}
