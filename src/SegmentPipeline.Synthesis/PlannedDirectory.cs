namespace SegmentPipeline.Synthesis;

/// <summary>A directory to be created, its parents included, and the files in it.</summary>
/// <param name="Path">Where it lies below the root, as in <c>channel/quality/2026-03-28T22</c>; empty for the root itself.
/// Every <c>\xNN</c> is one byte.</param>
/// <param name="Files">Its files. Asked for once, when the directory's turn has come.</param>
internal sealed record PlannedDirectory(string Path, IEnumerable<PlannedFile> Files)
{
    /// <summary>An hour of a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour.</param>
    /// <param name="files">Its files.</param>
    internal PlannedDirectory(StreamId stream, Hour hour, IEnumerable<PlannedFile> files)
        : this($"{stream}/{hour}", files)
    {
    }
}
