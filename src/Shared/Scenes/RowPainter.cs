using SegmentPipeline.Reports;

namespace SegmentPipeline;

/// <summary>Draws the columns of rows. Neighbours that look the same become one rectangle.</summary>
/// <remarks>A class is told by height as well as by colour: full fills the row, suspect three quarters of it, partial half. Missing and
/// unknown fill it too, missing from little to all, unknown with a slit in the middle. Where segments are corrupt, a bar lies over the
/// upper edge, apart from what is below it.</remarks>
internal readonly struct RowPainter(ISceneTarget target, int left, int width)
{
    private const int ThinnestMark = 3;

    internal void Draw(MapRow row, int top, int height)
    {
        target.Draw(new SceneRectangle(left, top + height - 1, width, 1, MapPaint.Line));
        var columns = row.Columns(width);
        // What is missing comes last, so that nothing beside it covers it where a picture is shown smaller.
        Draw(columns, top, height, isMissing: false);
        Draw(columns, top, height, isMissing: true);
        DrawCorrupt(columns, top, height);
    }

    /// <summary>Draws how corrupt segments are marked.</summary>
    internal void DrawMark(int top, int height) => DrawMark(left, width, top, height, null);

    /// <summary>A mark is never thinner than the eye can see.</summary>
    private void DrawCorrupt(IReadOnlyList<MapColumn> columns, int top, int height)
    {
        for (int first = 0, next; first < columns.Count; first = next)
        {
            for (next = first + 1; next < columns.Count && columns[next].IsCorrupt == columns[first].IsCorrupt; next++)
            {
            }

            if (!columns[first].IsCorrupt) continue;
            var (from, to) = (Pixel(first, columns.Count), Pixel(next, columns.Count));
            var thick = Math.Min(width, Math.Max(ThinnestMark, to - from));
            var note = new SceneNote(new TimeRange(columns[first].Range.Start, columns[next - 1].Range.End), default) { IsCorrupt = true };
            DrawMark(left + Math.Min(from, width - thick), thick, top, height, note);
        }
    }

    private void DrawMark(int from, int thick, int top, int height, SceneNote? note)
    {
        var bar = Math.Max(3, height / 4);
        target.Draw(new SceneRectangle(from, top, thick, bar + 1, MapPaint.Page));
        target.Draw(new SceneRectangle(from, top, thick, bar, MapPaint.Corrupt), note);
    }

    private void Draw(IReadOnlyList<MapColumn> columns, int top, int height, bool isMissing)
    {
        for (int first = 0, next; first < columns.Count; first = next)
        {
            var column = columns[first];
            var sum = column.Microseconds;
            for (next = first + 1; next < columns.Count && LooksLike(column, columns[next]); next++) sum += columns[next].Microseconds;
            if (column.Worst is not { } worst || worst == CoverageClass.Missing != isMissing) continue;
            var from = left + Pixel(first, columns.Count);
            var whole = new SceneRectangle(from, top, left + Pixel(next, columns.Count) - from, height, MapPaint.Full);
            Draw(worst, whole, column.MissingSteps, new SceneNote(new TimeRange(column.Range.Start, columns[next - 1].Range.End), sum));
        }
    }

    /// <summary>Draws how a class looks.</summary>
    internal void DrawSample(CoverageClass worst, int top, int height, int missingSteps) =>
        Draw(worst, new SceneRectangle(left, top, width, height, MapPaint.Full), missingSteps, null);

    private void Draw(CoverageClass worst, SceneRectangle whole, int missingSteps, SceneNote? note)
    {
        switch (worst)
        {
            case CoverageClass.Suspect:
                target.Draw(whole with { Paint = MapPaint.Line });
                target.Draw(Lower(whole, whole.Height * 3 / 4) with { Paint = MapPaint.Suspect }, note);
                break;
            case CoverageClass.Partial:
                target.Draw(whole with { Paint = MapPaint.Line });
                target.Draw(Lower(whole, whole.Height / 2) with { Paint = MapPaint.Partial }, note);
                break;
            case CoverageClass.Missing:
                target.Draw(whole with { Paint = MapPaint.Missing, Eighths = missingSteps }, note);
                break;
            case CoverageClass.Unknown:
                var bar = whole with { Paint = MapPaint.Unknown, Height = Math.Max(1, whole.Height * 3 / 8) };
                target.Draw(bar, note);
                target.Draw(bar with { Top = whole.Top + whole.Height - bar.Height }, note);
                break;
            case CoverageClass.Off:
                target.Draw(Lower(whole, Math.Max(2, whole.Height / 8)) with { Paint = MapPaint.Unknown }, note);
                break;
            default:
                target.Draw(whole, note);
                break;
        }
    }

    private int Pixel(int column, int count) => (int)((long)width * column / count);

    private static SceneRectangle Lower(SceneRectangle whole, int height) =>
        whole with
        {
            Top = whole.Top + whole.Height - height,
            Height = height,
        };

    private static bool LooksLike(MapColumn one, MapColumn other) => one.Worst == other.Worst && one.MissingSteps == other.MissingSteps;
}
