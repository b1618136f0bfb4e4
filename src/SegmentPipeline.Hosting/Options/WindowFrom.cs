namespace SegmentPipeline.Hosting;

/// <summary>From when a stream is judged in a window that is told from now.</summary>
public enum WindowFrom
{
    /// <summary>From its first segment, if it began within the window: what is new has missed nothing.</summary>
    First,

    /// <summary>From the start of the window, whenever it began.</summary>
    Always,
}
