using System.Globalization;
using System.Text;
using System.Xml;

namespace SegmentPipeline.Reports;

/// <summary>Draws a scene as an element <c>svg</c>.</summary>
internal sealed class SvgTarget : ISceneTarget
{
    private const string Namespace = "http://www.w3.org/2000/svg";

    private static readonly MapPaint[] Thin = [MapPaint.Line, MapPaint.Muted, MapPaint.Missing, MapPaint.Corrupt];

    private readonly XmlWriter _xml;

    private SvgTarget(XmlWriter xml) => _xml = xml;

    /// <summary>Writes a scene.</summary>
    /// <param name="xml">Where to.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="theme">For which page.</param>
    /// <param name="name">What tells it from another one in the same document; it becomes its class.</param>
    internal static void Write(XmlWriter xml, MapScene scene, MapTheme theme, string? name = null)
    {
        xml.WriteStartElement("svg", Namespace);
        xml.WriteAttributeString("viewBox", Text($"0 0 {scene.Width} {scene.Height}"));
        xml.WriteAttributeString("width", Text($"{scene.Width}"));
        xml.WriteAttributeString("height", Text($"{scene.Height}"));
        xml.WriteAttributeString("role", "img");
        var id = name is null ? "map" : $"{name}-map";
        if (name is not null) xml.WriteAttributeString("class", name);
        xml.WriteAttributeString("aria-labelledby", $"{id}-title {id}-text");
        WriteText(xml, "title", scene.Title, $"{id}-title");
        WriteText(xml, "desc", string.Join("\n", scene.Sentences), $"{id}-text");
        xml.WriteElementString("style", Namespace, Style(theme, PaintsOf(scene)));
        scene.DrawOn(new SvgTarget(xml));
        xml.WriteEndElement();
    }

    public void Draw(SceneRectangle rectangle, SceneNote? note = null)
    {
        _xml.WriteStartElement("rect", Namespace);
        _xml.WriteAttributeString("x", Text($"{rectangle.Left}"));
        _xml.WriteAttributeString("y", Text($"{rectangle.Top}"));
        _xml.WriteAttributeString("width", Text($"{rectangle.Width}"));
        _xml.WriteAttributeString("height", Text($"{rectangle.Height}"));
        _xml.WriteAttributeString("class", rectangle.MustOutlastScaling ? $"{ClassOf(rectangle.Paint)} thin" : ClassOf(rectangle.Paint));
        if (rectangle.Opacity < 1) _xml.WriteAttributeString("opacity", Text($"{rectangle.Opacity:0.###}"));
        if (note is not null) _xml.WriteElementString("title", Namespace, note.ToString());
        _xml.WriteEndElement();
    }

    public void Draw(SceneText text)
    {
        _xml.WriteStartElement("text", Namespace);
        _xml.WriteAttributeString("x", Text($"{text.X}"));
        _xml.WriteAttributeString("y", Text($"{text.Baseline}"));
        _xml.WriteAttributeString("font-size", Text($"{text.Size}"));
        _xml.WriteAttributeString("class", ClassOf(text.Paint));
        if (text.Anchor != SceneAnchor.Start) _xml.WriteAttributeString("text-anchor", text.Anchor == SceneAnchor.End ? "end" : "middle");
        _xml.WriteString(Xml(text.Text));
        _xml.WriteEndElement();
    }

    private static void WriteText(XmlWriter xml, string element, string text, string id)
    {
        xml.WriteStartElement(element, Namespace);
        xml.WriteAttributeString("id", id);
        xml.WriteString(Xml(text));
        xml.WriteEndElement();
    }

    /// <summary>Those that it may have: a map without corrupt segments has no colour of theirs.</summary>
    private static MapPaint[] PaintsOf(MapScene scene) =>
        [.. Enum.GetValues<MapPaint>().Where(paint => paint != MapPaint.Corrupt || scene.HasCorrupt)];

    private static string Style(MapTheme theme, MapPaint[] paints)
    {
        // However small the picture is shown, an edge of one pixel is one pixel.
        const string shapes =
            "rect{shape-rendering:crispEdges}.thin{stroke-width:1px;vector-effect:non-scaling-stroke}text{font-family:'DejaVu Sans',Verdana,system-ui,sans-serif;font-variant-numeric:tabular-nums}";
        return theme == MapTheme.Auto
            ? shapes + Colours(paints, isDark: false) + "@media(prefers-color-scheme:dark){" + Colours(paints, isDark: true) + "}"
            : shapes + Colours(paints, theme == MapTheme.Dark);
    }

    private static string Colours(MapPaint[] paints, bool isDark) =>
        string.Concat(paints.Select(paint => Text($".{ClassOf(paint)}{{fill:#{MapColours.ColourOf(paint, isDark):x6}}}")))
        + string.Concat(
            Thin.Intersect(paints).Select(paint => Text($".thin.{ClassOf(paint)}{{stroke:#{MapColours.ColourOf(paint, isDark):x6}}}")));

    private static string ClassOf(MapPaint paint) => paint.ToString().ToLowerInvariant();

    /// <summary>The text without what no XML document may have.</summary>
    internal static string Xml(string text)
    {
        if (text.EnumerateRunes().All(IsXml)) return text;
        var legal = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) legal.Append((IsXml(rune) ? rune : Rune.ReplacementChar).ToString());
        return legal.ToString();
    }

    private static bool IsXml(Rune rune) => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
