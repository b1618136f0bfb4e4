namespace SegmentPipeline.Playback;

/// <summary>A segment of a cut could not be read: it is gone since it was selected, or the disk fails.</summary>
/// <param name="path">Absolute path of the segment.</param>
/// <param name="cause">Why.</param>
public sealed class CutException(string path, Exception cause) : Exception($"could not read {path}: {cause.Message}", cause)
{
    /// <summary>Absolute path of the segment.</summary>
    public string Path { get; } = path;
}
