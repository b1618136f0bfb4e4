namespace SegmentPipeline;

/// <summary>The colours of a theme.</summary>
/// <remarks>Around vermillion and orange of the palette of Okabe and Ito: those who see no red or no green tell them apart too, and where
/// hues come close, lightness and height differ. The report's page has the same.</remarks>
internal static class MapColours
{
    /// <summary>The colour as <c>0xRRGGBB</c>.</summary>
    internal static uint ColourOf(MapPaint paint, bool isDark) => (paint, isDark) switch
    {
        (MapPaint.Page, false) => 0xFFFFFF,
        (MapPaint.Page, true) => 0x0F1419,
        (MapPaint.Ink, false) => 0x1B1F24,
        (MapPaint.Ink, true) => 0xE6EDF3,
        (MapPaint.Muted, false) => 0x57606A,
        (MapPaint.Muted, true) => 0x9DA7B3,
        (MapPaint.Line, false) => 0xC9D1D9,
        (MapPaint.Line, true) => 0x3A434E,
        (MapPaint.Full, false) => 0xA8D0C5,
        (MapPaint.Full, true) => 0x2F6A5C,
        (MapPaint.Suspect, false) => 0xE3CF3A,
        (MapPaint.Suspect, true) => 0xC9B72C,
        (MapPaint.Partial, _) => 0xE69F00,
        (MapPaint.Missing, false) => 0xD55E00,
        (MapPaint.Missing, true) => 0xFF7A26,
        (MapPaint.Unknown, false) => 0x8C959F,
        (MapPaint.Corrupt, false) => 0x0072B2,
        (MapPaint.Corrupt, true) => 0x56B4E9,
        _ => 0x7D8590,
    };
}
