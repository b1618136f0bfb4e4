namespace SegmentPipeline;

/// <summary>Where a text stands at its point.</summary>
internal enum SceneAnchor
{
    Start,
    Middle,
    End,
}

/// <summary>A filled rectangle, in pixels.</summary>
/// <param name="Left">Its left border.</param>
/// <param name="Top">Its upper border.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
/// <param name="Paint">What it means.</param>
/// <param name="Eighths">How intense it is: eight is all the colour, less lets the page shine through.</param>
internal readonly record struct SceneRectangle(int Left, int Top, int Width, int Height, MapPaint Paint, int Eighths = 8)
{
    /// <summary>How opaque it is. The least is still plain to see.</summary>
    internal double Opacity => 0.7 + 0.3 * Eighths / 8;

    /// <summary>Whether it would get lost in a picture that is shown smaller than it is drawn, and must not: lines, and what is
    /// missing or corrupt.</summary>
    internal bool MustOutlastScaling =>
        Paint is (MapPaint.Missing or MapPaint.Corrupt or MapPaint.Line or MapPaint.Muted) && Math.Min(Width, Height) <= ThinPixels;

    private const int ThinPixels = 4;
}

/// <summary>What a rectangle says to who points at it.</summary>
/// <param name="Range">Which time it is.</param>
/// <param name="Microseconds">What is covered of it.</param>
internal readonly record struct SceneNote(TimeRange Range, ClassMicroseconds Microseconds)
{
    /// <summary>Whether it is about segments that are known to be corrupt.</summary>
    internal bool IsCorrupt { get; init; }

    public override string ToString() =>
        $"{MapWords.Range(Range)}: {(IsCorrupt ? MapWords.Corrupt : MapWords.Classes(Microseconds))}";
}

/// <summary>One line of text.</summary>
/// <param name="X">Where it is anchored.</param>
/// <param name="Baseline">Where its letters stand.</param>
/// <param name="Text">The text, which can be shown as it is.</param>
/// <param name="Size">Height of its letters in pixels.</param>
/// <param name="Paint">What it means.</param>
/// <param name="Anchor">What of it is at <paramref name="X"/>.</param>
internal readonly record struct SceneText(
    int X,
    int Baseline,
    string Text,
    int Size,
    MapPaint Paint = MapPaint.Ink,
    SceneAnchor Anchor = SceneAnchor.Start);

/// <summary>What a scene is drawn on: each kind of picture is one.</summary>
internal interface ISceneTarget
{
    void Draw(SceneRectangle rectangle, SceneNote? note = null);

    void Draw(SceneText text);
}
