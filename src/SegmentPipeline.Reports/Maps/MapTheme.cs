namespace SegmentPipeline.Reports;

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
