namespace SegmentPipeline;

/// <summary>What something on a map means, of which a theme makes a colour.</summary>
internal enum MapPaint
{
    Page,
    Ink,
    Muted,
    Line,
    Full,
    Suspect,
    Partial,
    Missing,
    Unknown,
    Corrupt,
}
