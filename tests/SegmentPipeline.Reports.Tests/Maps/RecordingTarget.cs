namespace SegmentPipeline.Reports.Tests.Maps;

/// <summary>Remembers what a scene draws.</summary>
internal sealed class RecordingTarget : ISceneTarget
{
    internal List<(SceneRectangle Rectangle, SceneNote? Note)> Rectangles { get; } = [];

    internal List<SceneText> Texts { get; } = [];

    public void Draw(SceneRectangle rectangle, SceneNote? note = null) => Rectangles.Add((rectangle, note));

    public void Draw(SceneText text) => Texts.Add(text);

    internal static RecordingTarget Of(MapScene scene)
    {
        var target = new RecordingTarget();
        scene.DrawOn(target);
        return target;
    }
}
