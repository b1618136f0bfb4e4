using System.Globalization;
using System.Xml;

namespace SegmentPipeline.Reports;

/// <summary>A kind of picture.</summary>
public enum MapFormat
{
    /// <summary>Shapes, as Scalable Vector Graphics; pointing at one says what it is.</summary>
    Svg,

    /// <summary>The shapes as a page of their own.</summary>
    Html,
}

/// <summary>Writes coverage maps as pictures of shapes. All kinds show the same scene; <c>SegmentPipeline.Pictures</c> has it in
/// pixels.</summary>
public static class MapPicture
{
    /// <summary>The least width.</summary>
    /// <value>400 pixels.</value>
    public const int FewestPixels = 400;

    /// <summary>The greatest width.</summary>
    /// <value>16,000 pixels.</value>
    public const int MostPixels = 16_000;

    /// <summary>The width unless another is given.</summary>
    /// <value>1,200 pixels.</value>
    public const int DefaultPixels = 1_200;

    /// <summary>Writes a map.</summary>
    /// <param name="stream">Gets the picture; is not closed.</param>
    /// <param name="map">The map.</param>
    /// <param name="format">What kind of picture.</param>
    /// <param name="width">Width in pixels, from <see cref="FewestPixels"/> to <see cref="MostPixels"/>; the height is as the rows need
    /// it.</param>
    /// <param name="theme">For which page.</param>
    public static void Write(Stream stream, CoverageMap map, MapFormat format, int width = DefaultPixels, MapTheme theme = MapTheme.Auto)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, FewestPixels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MostPixels);
        var scene = new MapScene(map, width);
        if (format == MapFormat.Svg) WriteSvg(stream, scene, theme);
        else WriteHtml(stream, scene, new MapScene(map, MapScene.NarrowPixels), theme);
    }

    /// <summary>A window as wide as this, or a map, has no use for another map.</summary>
    private const int NarrowestWide = 640;

    private static void WriteSvg(Stream stream, MapScene scene, MapTheme theme)
    {
        using var xml = XmlWriter.Create(
            stream,
            new XmlWriterSettings { CloseOutput = false, Encoding = new System.Text.UTF8Encoding(false) }
        );
        SvgTarget.Write(xml, scene, theme);
    }

    /// <summary>A page has the map twice, and shows the one that its reader's window has room for.</summary>
    private static void WriteHtml(Stream stream, MapScene scene, MapScene narrow, MapTheme theme)
    {
        using var writer = new StreamWriter(stream, new System.Text.UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine("<!doctype html>");
        using var xml = XmlWriter.Create(writer, new XmlWriterSettings { OmitXmlDeclaration = true });
        xml.WriteStartElement("html");
        xml.WriteAttributeString("lang", "en");
        WriteHead(xml, scene, theme);
        xml.WriteStartElement("body");
        SvgTarget.Write(xml, scene, theme, "wide");
        if (scene.Width > NarrowestWide) SvgTarget.Write(xml, narrow, theme, "narrow");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteHead(XmlWriter xml, MapScene scene, MapTheme theme)
    {
        xml.WriteStartElement("head");
        WriteMeta(xml, "charset", "utf-8", null);
        WriteMeta(xml, "http-equiv", "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        WriteMeta(xml, "name", "viewport", "width=device-width");
        WriteMeta(xml, "name", "color-scheme", theme switch { MapTheme.Light => "light", MapTheme.Dark => "dark", _ => "light dark" });
        xml.WriteElementString("title", SvgTarget.Xml(scene.Title));
        xml.WriteElementString(
            "style",
            string.Create(
                CultureInfo.InvariantCulture,
                $"body{{margin:0;background:#{Page(theme == MapTheme.Dark):x6}}}svg{{max-width:100%;height:auto}}")
                + (
                    scene.Width > NarrowestWide
                        ? string.Create(
                            CultureInfo.InvariantCulture,
                            $"@media(max-width:{NarrowestWide}px){{.wide{{display:none}}.narrow{{width:100%}}}}@media not (max-width:{NarrowestWide}px){{.narrow{{display:none}}}}"
                        )
                        : "")
                + (
                    theme == MapTheme.Auto
                        ? string.Create(
                            CultureInfo.InvariantCulture,
                            $"@media(prefers-color-scheme:dark){{body{{background:#{Page(isDark: true):x6}}}}}")
                        : ""));
        xml.WriteEndElement();

        static uint Page(bool isDark) => MapColours.ColourOf(MapPaint.Page, isDark);
    }

    private static void WriteMeta(XmlWriter xml, string name, string value, string? content)
    {
        xml.WriteStartElement("meta");
        xml.WriteAttributeString(name, value);
        if (content is not null) xml.WriteAttributeString("content", content);
        xml.WriteEndElement();
    }
}
