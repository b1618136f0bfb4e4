namespace SegmentPipeline.Testing;

/// <summary>A file, link or directory of a <see cref="FuseDisk"/>, and the one on a real disk that it shows.</summary>
/// <param name="Id">What the kernel calls it.</param>
/// <param name="Path">Its path from the root of the disk; empty for the root.</param>
/// <param name="Real">The path of what it shows.</param>
internal sealed record FuseNode(ulong Id, string Path, string Real)
{
    internal string? LinkTarget => new FileInfo(Real).LinkTarget;

    internal bool IsDirectory => Directory.Exists(Real);

    internal bool IsThere => LinkTarget is not null || IsDirectory || File.Exists(Real);

    internal long SizeBytes => !IsDirectory && LinkTarget is null ? new FileInfo(Real).Length : 0;

    /// <summary>The names in it, always in the same order.</summary>
    internal IEnumerable<string> Names =>
        Directory.EnumerateFileSystemEntries(Real).Select(path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal);
}
