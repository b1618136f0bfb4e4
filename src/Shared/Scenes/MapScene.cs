using SegmentPipeline.Reports;

namespace SegmentPipeline;

/// <summary>A map laid out in pixels: title, legend, axis, rows. Each kind of picture is this drawn on another target.</summary>
internal sealed class MapScene
{
    private const int TextSize = 13;
    private const int SmallSize = 12;
    private const int TitleSize = 18;
    private const int SubtitleBaseline = 60;
    private const int CaptionLineHeight = 18;
    private const int LegendLineHeight = 22;
    private const int RowsBelowLegend = 56;
    private const int NarrowLabelHeight = 20;
    private const int HeadingHeight = 32;
    private const int FiguresWidth = 196;
    private const int FewestLabelPixels = 80;
    private const int MostLabelPixels = 280;
    private const int PixelsPerTick = 96;
    private const int FullLengthPixels = 110;

    private const string CorruptName = "a bar above: corrupt";

    /// <summary>Below this there is no room for labels beside the rows; they stand above them.</summary>
    private const int FewestPixelsBeside = 640;

    private readonly CoverageMap _map;
    private readonly int _plotLeft;
    private readonly int _plotWidth;
    private readonly int _rowHeight;
    private readonly int _gap;
    private readonly int _margin;
    private readonly IReadOnlyList<string> _captions;
    private readonly int _legendTop;
    private readonly int _labelHeight;
    private readonly int _rowsTop;

    /// <summary>Lays out a map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="width">Width in pixels, at least <see cref="NarrowPixels"/>.</param>
    internal MapScene(CoverageMap map, int width)
    {
        var byDay = map.Rows is [{ IsDay: true }, ..];
        (_rowHeight, _gap) = byDay ? (14, 2) : (24, 8);
        _map = map;
        var longest = map.Rows.Select(row => TextWidth(row.Label)).DefaultIfEmpty().Max();
        var isNarrow = width < FewestPixelsBeside;
        (_margin, _labelHeight) = isNarrow ? (12, NarrowLabelHeight) : (24, 0);
        _plotLeft = isNarrow ? _margin : _margin + Math.Clamp(longest, FewestLabelPixels, Math.Min(MostLabelPixels, width / 4)) + 12;
        _plotWidth = isNarrow ? width - 2 * _margin : width - _plotLeft - FiguresWidth - _margin;
        Lanes = [.. map.Rows.Select(row => row.Lane).Distinct()];
        HasCorrupt = map.Rows.Any(row => row.HasCorrupt);
        HasOff = map.Rows.Any(row => row.Microseconds.Off > 0);
        Width = width;
        _captions = [.. Captions(isNarrow)];
        _legendTop = SubtitleBaseline + _captions.Count * CaptionLineHeight;
        _rowsTop = DrawLegend(null) + RowsBelowLegend;
        Height = _rowsTop + map.Rows.Count * (_labelHeight + _rowHeight + _gap) + (byDay ? Lanes.Count * HeadingHeight : 0) + _margin;
    }

    /// <summary>The least width, which telephones have.</summary>
    internal const int NarrowPixels = 360;

    internal int Width { get; }

    internal int Height { get; }

    internal string Title => VisibleText.MakeVisible(_map.Title);

    /// <summary>What the map says, a line a stream, for who cannot see it.</summary>
    internal IEnumerable<string> Sentences => Lanes
        .Select(lane => $"{NameOf(lane)}: {CoverageWords.TextOf(lane.Microseconds)} covered, {MapWords.Classes(lane.Microseconds)}{(lane.Corrupt.Count > 0 ? $"; {MapWords.Corrupt}" : "")}.")
        .Concat(_map.Started is { } started ? [$"{MapWords.Audited(started)}."] : []);

    /// <summary>Whether anything on it is corrupt.</summary>
    internal bool HasCorrupt { get; }

    /// <summary>Whether something in it is off.</summary>
    private bool HasOff { get; }

    private IReadOnlyList<CoverageLane> Lanes { get; }

    internal void DrawOn(ISceneTarget target)
    {
        target.Draw(new SceneRectangle(0, 0, Width, Height, MapPaint.Page));
        target.Draw(new SceneText(_margin, 38, Fitted(Title, Width - 2 * _margin, TitleSize), TitleSize));
        for (var line = 0; line < _captions.Count; line++)
        {
            var caption = Fitted(_captions[line], Width - 2 * _margin, SmallSize);
            target.Draw(
                new SceneText(
                    _margin,
                    SubtitleBaseline + line * CaptionLineHeight,
                    caption,
                    _labelHeight == 0 ? TextSize : SmallSize,
                    MapPaint.Muted));
        }

        DrawLegend(target);
        if (_map.Rows.Count == 0) return;
        DrawAxis(target, _map.Rows[0]);
        DrawRows(target);
    }

    /// <summary>What stands below the title, line by line: nothing in it is too long for a narrow picture.</summary>
    private IEnumerable<string> Captions(bool isNarrow)
    {
        if (_map.Range is not { } range) yield return "There is no segment to show.";
        else if (isNarrow) yield return MapWords.RangeToSecond(range);
        else yield return MapWords.Range(range);
        if (_map.Step > TimeSpan.Zero) yield return $"Holes within {DurationWords.TextOf(_map.Step)} are one.";
        if (_map.Started is { } started) yield return MapWords.Audited(started);
    }

    /// <summary>Draws the legend, in as many lines as it needs.</summary>
    /// <param name="target">Where to, or null to find out how tall it is.</param>
    /// <returns>The top of its last line.</returns>
    private int DrawLegend(ISceneTarget? target)
    {
        const int swatch = 16;
        (CoverageClass? Class, string Name, int[] MissingSteps)[] entries =
        [
            (CoverageClass.Full, "full", [0]), (CoverageClass.Suspect, "suspect", [0]), (CoverageClass.Partial, "partial", [0]),
            (CoverageClass.Unknown, "unknown", [0]), (CoverageClass.Missing, "missing: a little … all", [1, 4, 8]),
            (null, "a line alone: not audited", [0]),
            .. HasOff ? [(CoverageClass.Off, "off: not expected", [0])] : Array.Empty<(CoverageClass?, string, int[])>(),
            .. HasCorrupt ? [(null, CorruptName, [0])] : Array.Empty<(CoverageClass?, string, int[])>(),
        ];
        var (x, top) = (_margin, _legendTop);
        foreach (var (worst, name, steps) in entries)
        {
            var width = steps.Length * swatch + 6 + TextWidth(name);
            if (x > _margin && x + width > Width - _margin) (x, top) = (_margin, top + LegendLineHeight);
            for (var i = 0; i < steps.Length && target is not null; i++)
            {
                target.Draw(new SceneRectangle(x + i * swatch, top + swatch - 1, swatch, 1, MapPaint.Line));
                var painter = new RowPainter(target, x + i * swatch, swatch);
                if (worst is { } known) painter.DrawSample(known, top, swatch, steps[i]);
                else if (name == CorruptName) painter.DrawMark(top, swatch);
            }

            target?.Draw(new SceneText(x + steps.Length * swatch + 6, top + 13, name, SmallSize, MapPaint.Muted));
            x += width + 20;
        }

        return top;
    }

    private void DrawAxis(ISceneTarget target, MapRow row)
    {
        var baseline = _rowsTop - 10;
        foreach (var tick in TimeTicks.TicksIn(row.Range, Math.Max(2, _plotWidth / PixelsPerTick), row.IsDay))
        {
            var x = _plotLeft + (int)((Int128)_plotWidth * tick.Time.MicrosecondsSince(row.Range.Start) / row.Range.Microseconds);
            target.Draw(new SceneRectangle(x, baseline + 3, 1, 5, MapPaint.Muted));
            var half = TextWidth(tick.Label) / 2;
            var anchor = x < half ? SceneAnchor.Start : x > Width - half ? SceneAnchor.End : SceneAnchor.Middle;
            target.Draw(new SceneText(x, baseline, tick.Label, SmallSize, MapPaint.Muted, anchor));
        }
    }

    private void DrawRows(ISceneTarget target)
    {
        var top = _rowsTop;
        CoverageLane? lane = null;
        var painter = new RowPainter(target, _plotLeft, _plotWidth);
        foreach (var row in _map.Rows)
        {
            if (row.IsDay && row.Lane != lane)
            {
                target.Draw(
                    new SceneText(_margin, top + HeadingHeight - 10, Fitted(NameOf(row.Lane), Width - 2 * _margin, TextSize), TextSize));
                top += HeadingHeight;
            }

            lane = row.Lane;
            painter.Draw(row, top + _labelHeight, _rowHeight);
            DrawLabels(target, row, _labelHeight == 0 ? top + _rowHeight / 2 + 5 : top + _labelHeight - 6);
            top += _labelHeight + _rowHeight + _gap;
        }
    }

    private void DrawLabels(ISceneTarget target, MapRow row, int baseline)
    {
        var microseconds = row.Microseconds;
        var right = Width - _margin;
        var size = row.IsDay ? SmallSize : TextSize;
        var isBeside = _labelHeight == 0;
        var labelRight = isBeside ? _plotLeft - 12 : right - FiguresWidth - 8;
        var label = Fitted(row.Label, labelRight - _margin, size);
        target.Draw(isBeside
            ? new SceneText(labelRight, baseline, label, size, MapPaint.Ink, SceneAnchor.End)
            : new SceneText(_margin, baseline, label, size));
        target.Draw(
            new SceneText(right - FiguresWidth + 76, baseline, CoverageWords.TextOf(microseconds), SmallSize, MapPaint.Ink, SceneAnchor.End)
        );
        if (microseconds.Missing == 0) return;
        target.Draw(new SceneText(right, baseline, "−" + LengthOf(microseconds.Missing), SmallSize, MapPaint.Muted, SceneAnchor.End));
    }

    /// <summary>In full if there is room for that.</summary>
    private static string LengthOf(long microseconds)
    {
        var full = DurationWords.InFull(microseconds);
        return full.Length * SmallSize * 6 / 10 <= FullLengthPixels ? full : DurationWords.TextOf(microseconds);
    }

    private static string NameOf(CoverageLane lane) => VisibleText.MakeVisible(lane.Stream.ToString());

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
