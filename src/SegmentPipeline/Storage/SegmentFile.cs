namespace SegmentPipeline;

/// <summary>Where a segment lies on disk, for those who hand its content out.</summary>
internal static class SegmentFile
{
    /// <summary>The file of a segment, or null if nothing that may be handed out lies there.</summary>
    internal static string? Find(string root, string stream, Hour hour, string name)
    {
        if (!ArchiveLayout.IsNameOfSegment(name)) return null;
        var path = root;
        foreach (var part in (string[])[.. stream[root.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries), hour.ToString()])
        {
            path = Path.Combine(path, part);
            if (new DirectoryInfo(path) is not { Exists: true, LinkTarget: null }) return null;
        }

        var file = new FileInfo(Path.Combine(path, name));
        var isPlain = file.Exists
            && (file.Attributes & (FileAttributes.ReparsePoint | FileAttributes.Directory | FileAttributes.Device)) == FileAttributes.None;
        var isWithdrawn = MayBeFile(ArchiveLayout.TombstoneOf(file.FullName));
        return isPlain && !isWithdrawn ? file.FullName : null;
    }

    /// <summary>Whether there is a file, or no telling: what may have been withdrawn is not handed out.</summary>
    private static bool MayBeFile(string path)
    {
        try
        {
            return (File.GetAttributes(path) & FileAttributes.Directory) == FileAttributes.None;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault is not (FileNotFoundException or DirectoryNotFoundException);
        }
    }
}
