using SegmentPipeline.Records;

namespace SegmentPipeline.Reports.Maps;

/// <summary>A map laid out in pixels: title, legend, axis, rows. Each kind of picture is this drawn on another target.</summary>
internal sealed class MapScene
{
    private const int Margin = 24;
    private const int TextSize = 13;
    private const int SmallSize = 12;
    private const int TitleSize = 18;
    private const int LegendTop = 78;
    private const int RowsTop = 134;
    private const int HeadingHeight = 32;
    private const int FiguresWidth = 176;
    private const int FewestLabelPixels = 80;
    private const int MostLabelPixels = 280;
    private const int PixelsPerTick = 96;

    private readonly CoverageMap _map;
    private readonly int _plotLeft;
    private readonly int _plotWidth;
    private readonly int _rowHeight;
    private readonly int _gap;

    /// <summary>Lays out a map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="width">Width in pixels, at least <see cref="MapPicture.FewestPixels"/>.</param>
    internal MapScene(CoverageMap map, int width)
    {
        var byDay = map.Rows is [{ IsDay: true }, ..];
        (_rowHeight, _gap) = byDay ? (14, 2) : (24, 8);
        _map = map;
        var longest = map.Rows.Select(row => TextWidth(row.Label)).DefaultIfEmpty().Max();
        _plotLeft = Margin + Math.Clamp(longest, FewestLabelPixels, Math.Min(MostLabelPixels, width / 4)) + 12;
        _plotWidth = width - _plotLeft - FiguresWidth - Margin;
        Lanes = [.. map.Rows.Select(row => row.Lane).Distinct()];
        Width = width;
        Height = RowsTop + map.Rows.Count * (_rowHeight + _gap) + (byDay ? Lanes.Count * HeadingHeight : 0) + Margin;
    }

    internal int Width { get; }

    internal int Height { get; }

    internal string Title => VisibleText.Of(_map.Title);

    /// <summary>What the map says, a line a stream, for who cannot see it.</summary>
    internal IEnumerable<string> Sentences =>
        Lanes.Select(lane => $"{NameOf(lane)}: {CoverageWords.Of(lane.Microseconds)} covered, {MapWords.Classes(lane.Microseconds)}.");

    private IReadOnlyList<CoverageLane> Lanes { get; }

    internal void DrawOn(ISceneTarget target)
    {
        target.Draw(new SceneRectangle(0, 0, Width, Height, MapPaint.Page));
        target.Draw(new SceneText(Margin, 38, Fitted(Title, Width - 2 * Margin, TitleSize), TitleSize));
        target.Draw(new SceneText(Margin, 60, Subtitle(), TextSize, MapPaint.Muted));
        DrawLegend(target);
        if (_map.Rows.Count == 0) return;
        DrawAxis(target, _map.Rows[0]);
        DrawRows(target);
    }

    private string Subtitle()
    {
        if (_map.Range is not { } range) return "There is no segment to show.";
        var pooled = _map.StepMicroseconds == 0 ? "" : $"; holes within {DurationWords.Of(_map.StepMicroseconds)} are one";
        return $"{MapWords.Range(range)}{pooled}";
    }

    private static void DrawLegend(ISceneTarget target)
    {
        const int swatch = 16;
        (CoverageClass Class, string Name, int[] MissingSteps)[] entries =
        [
            (CoverageClass.Full, "full", [0]), (CoverageClass.Suspect, "suspect", [0]), (CoverageClass.Partial, "partial", [0]),
            (CoverageClass.Unknown, "unknown", [0]), (CoverageClass.Missing, "missing: a little … all", [1, 4, 8]),
        ];
        var x = Margin;
        foreach (var (worst, name, steps) in entries)
        {
            foreach (var step in steps)
            {
                new RowPainter(target, x, swatch).DrawSample(worst, LegendTop, swatch, step);
                x += swatch;
            }

            target.Draw(new SceneText(x + 6, LegendTop + 13, name, SmallSize, MapPaint.Muted));
            x += TextWidth(name) + 26;
        }

        target.Draw(new SceneText(x, LegendTop + 13, "a line alone: not audited", SmallSize, MapPaint.Muted));
    }

    private void DrawAxis(ISceneTarget target, MapRow row)
    {
        const int baseline = RowsTop - 10;
        foreach (var tick in TimeTicks.Of(row.Range, Math.Max(2, _plotWidth / PixelsPerTick), row.IsDay))
        {
            var x = _plotLeft + (int)((Int128)_plotWidth * tick.Time.MicrosecondsSince(row.Range.Start) / row.Range.Microseconds);
            target.Draw(new SceneRectangle(x, baseline + 3, 1, 5, MapPaint.Muted));
            target.Draw(new SceneText(x, baseline, tick.Label, SmallSize, MapPaint.Muted, SceneAnchor.Middle));
        }
    }

    private void DrawRows(ISceneTarget target)
    {
        var top = RowsTop;
        CoverageLane? lane = null;
        var painter = new RowPainter(target, _plotLeft, _plotWidth);
        foreach (var row in _map.Rows)
        {
            if (row.IsDay && row.Lane != lane)
            {
                target.Draw(new SceneText(Margin, top + HeadingHeight - 10, Fitted(NameOf(row.Lane), Width - 2 * Margin, TextSize), TextSize));
                top += HeadingHeight;
            }

            lane = row.Lane;
            painter.Draw(row, top, _rowHeight);
            DrawLabels(target, row, top + _rowHeight / 2 + 5);
            top += _rowHeight + _gap;
        }
    }

    private void DrawLabels(ISceneTarget target, MapRow row, int baseline)
    {
        var microseconds = row.Microseconds;
        var right = Width - Margin;
        var size = row.IsDay ? SmallSize : TextSize;
        target.Draw(new SceneText(_plotLeft - 12, baseline, Fitted(row.Label, _plotLeft - 12 - Margin, size), size, MapPaint.Ink, SceneAnchor.End));
        target.Draw(new SceneText(right - FiguresWidth + 76, baseline, CoverageWords.Of(microseconds), SmallSize, MapPaint.Ink, SceneAnchor.End));
        if (microseconds.Missing == 0) return;
        target.Draw(new SceneText(right, baseline, "−" + DurationWords.Of(microseconds.Missing), SmallSize, MapPaint.Muted, SceneAnchor.End));
    }

    private static string NameOf(CoverageLane lane) => VisibleText.Of(lane.Stream.ToString());

    /// <summary>A text that is no wider than a number of pixels; what does not fit ends in dots.</summary>
    private static string Fitted(string text, int pixels, int size)
    {
        var most = Math.Max(2, pixels * 10 / (6 * size));
        if (text.Length <= most) return text;
        var kept = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return string.Concat(text.AsSpan(0, kept), "…");
    }

    // Letters differ from font to font; this is about what they take on average.
    private static int TextWidth(string text) => (text.Length * TextSize * 6 + 9) / 10;
}
