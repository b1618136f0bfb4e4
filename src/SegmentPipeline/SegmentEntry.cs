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

    /// <summary>The kind.</summary>
    internal SegmentKind Kind;

    /// <summary>End, from the start of the hour; may lie in the next hour.</summary>
    internal readonly long EndMicroseconds => (long)StartMicroseconds + DurationMicroseconds;
}
