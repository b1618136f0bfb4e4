namespace SegmentPipeline.Testing;

/// <summary>A segment that is neither temporary nor withdrawn, in microseconds since 1970.</summary>
internal sealed record NaiveSegment(long HourStart, string Path, long Start, long End, string Type, string Hash, TreeEntry Entry)
{
    internal bool IsFull => Type == "full";

    internal long Duration => End - Start;

    internal string Name => Entry.RawName;

    internal SegmentKind Kind => Type switch
    {
        "full" => SegmentKind.Full,
        "suspect" => SegmentKind.Suspect,
        _ => SegmentKind.Partial,
    };
}
