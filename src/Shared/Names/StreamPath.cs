namespace SegmentPipeline;

/// <summary>Where a stream lies in an archive on a disk.</summary>
/// <remarks>Source: semantics §1.</remarks>
internal static class StreamPath
{
    /// <summary>The directory of a stream, by the bytes that its names stand for.</summary>
    internal static DirectoryPath In(DirectoryPath root, StreamId stream) => root.Child(RawName.Unescape(stream.Channel)).Child(RawName.Unescape(stream.Quality));
}
