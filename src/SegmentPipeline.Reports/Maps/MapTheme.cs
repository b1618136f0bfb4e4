namespace SegmentPipeline.Reports.Maps;

/// <summary>What page a map is drawn for.</summary>
public enum MapTheme
{
    /// <summary>A light one; SVG and HTML follow the reader's setting.</summary>
    Auto,

    /// <summary>A light one.</summary>
    Light,

    /// <summary>A dark one.</summary>
    Dark,
}

/// <summary>The colours of a theme.</summary>
/// <remarks>After the palette of Okabe and Ito, whose colours those who see no red or no green tell apart too.</remarks>
internal static class MapColours
{
    /// <summary>The colour as <c>0xRRGGBB</c>.</summary>
    internal static uint Of(MapPaint paint, bool isDark) => (paint, isDark) switch
    {
        (MapPaint.Page, false) => 0xFFFFFF,
        (MapPaint.Page, true) => 0x0F1419,
        (MapPaint.Ink, false) => 0x1B1F24,
        (MapPaint.Ink, true) => 0xE6EDF3,
        (MapPaint.Muted, false) => 0x57606A,
        (MapPaint.Muted, true) => 0x9DA7B3,
        (MapPaint.Line, false) => 0xC9D1D9,
        (MapPaint.Line, true) => 0x3A434E,
        (MapPaint.Full, false) => 0x56B4E9,
        (MapPaint.Full, true) => 0x3585B0,
        (MapPaint.Suspect, _) => 0x009E73,
        (MapPaint.Partial, false) => 0xE69F00,
        (MapPaint.Partial, true) => 0xF0E442,
        (MapPaint.Missing, false) => 0xD55E00,
        (MapPaint.Missing, true) => 0xFF7A1A,
        (MapPaint.Unknown, false) => 0x8C959F,
        _ => 0x7D8590,
    };
}
