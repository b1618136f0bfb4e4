namespace SegmentPipeline.Synthesis;

/// <summary>What laying out a plan asks of the file system. Stateless; called from many threads at once.</summary>
internal interface IFileCreator
{
    /// <summary>Creates a directory and its parents, where they do not exist yet.</summary>
    void CreateDirectory(DirectoryPath path);

    /// <summary>Creates files in a directory that exists, and says how many.</summary>
    int CreateFiles(DirectoryPath directory, IEnumerable<PlannedFile> files);
}
