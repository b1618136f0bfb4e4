using SegmentPipeline.Reports;

namespace SegmentPipeline.Pictures;

/// <summary>Writes coverage maps as pixels. They show the same scene as the shapes of <see cref="MapPicture"/>.</summary>
public static class PngPicture
{
    /// <summary>Writes a map as Portable Network Graphics. Its letters come from a font in the library: the same map is the same bytes
    /// wherever it is drawn.</summary>
    /// <param name="stream">Gets the picture; is not closed.</param>
    /// <param name="map">The map.</param>
    /// <param name="width">Width in pixels, from <see cref="MapPicture.FewestPixels"/> to <see cref="MapPicture.MostPixels"/>; the height
    /// is as the rows need it.</param>
    /// <param name="theme">For which page; <see cref="MapTheme.Auto"/> is a light one.</param>
    /// <exception cref="MapSizeException">The picture would take more memory than is sensible.</exception>
    public static void Write(Stream stream, CoverageMap map, int width = MapPicture.DefaultPixels, MapTheme theme = MapTheme.Auto)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, MapPicture.FewestPixels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MapPicture.MostPixels);
        PngTarget.Write(stream, new MapScene(map, width), theme);
    }
}
