using SegmentPipeline.Reports;
using SkiaSharp;

namespace SegmentPipeline.Pictures;

/// <summary>Draws a scene as pixels.</summary>
internal sealed class PngTarget : ISceneTarget, IDisposable
{
    private const long MostPixels = 100_000_000;
    private const string FontResource = "DejaVuSans.ttf";

    private readonly SKCanvas _canvas;
    private readonly SKTypeface _typeface;
    private readonly SKPaint _paint = new();
    private readonly bool _isDark;

    private PngTarget(SKCanvas canvas, bool isDark)
    {
        using var font = typeof(PngTarget).Assembly.GetManifestResourceStream(FontResource)!;
        _typeface = SKTypeface.FromStream(font);
        _canvas = canvas;
        _isDark = isDark;
    }

    internal static void Write(Stream stream, MapScene scene, MapTheme theme)
    {
        if ((long)scene.Width * scene.Height > MostPixels)
        {
            throw new MapSizeException(
                $"the picture would be {scene.Width} by {scene.Height} pixels; name a smaller width, or write .svg or .html");
        }

        using var bitmap = new SKBitmap(new SKImageInfo(scene.Width, scene.Height, SKColorType.Rgb888x, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
        using (var target = new PngTarget(canvas, theme == MapTheme.Dark))
        {
            scene.DrawOn(target);
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        data.SaveTo(stream);
        stream.Flush();
    }

    public void Draw(SceneRectangle rectangle, SceneNote? note = null)
    {
        _paint.IsAntialias = false;
        _paint.Color = ColourOf(rectangle.Paint).WithAlpha((byte)(255 * rectangle.Opacity));
        _canvas.DrawRect(rectangle.Left, rectangle.Top, rectangle.Width, rectangle.Height, _paint);
    }

    public void Draw(SceneText text)
    {
        using var font = new SKFont(_typeface, text.Size) { Edging = SKFontEdging.Antialias, Subpixel = true };
        _paint.IsAntialias = true;
        _paint.Color = ColourOf(text.Paint);
        var align = text.Anchor switch
        {
            SceneAnchor.End => SKTextAlign.Right,
            SceneAnchor.Middle => SKTextAlign.Center,
            _ => SKTextAlign.Left,
        };
        _canvas.DrawText(text.Text, text.X, text.Baseline, align, font, _paint);
    }

    public void Dispose()
    {
        _paint.Dispose();
        _typeface.Dispose();
    }

    private SKColor ColourOf(MapPaint paint) => new(0xFF000000 | MapColours.ColourOf(paint, _isDark));
}
