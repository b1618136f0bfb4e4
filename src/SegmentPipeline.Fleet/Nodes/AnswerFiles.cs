namespace SegmentPipeline.Fleet;

/// <summary>The answers of this node to runs, on its disk: for each a mark that it was begun, and the records of the audit once they are
/// whole. So no run is ever done twice here, whatever happened since.</summary>
/// <param name="directory">Where they lie; made when it is needed.</param>
internal sealed class AnswerFiles(string directory)
{
    /// <summary>How many runs are kept.</summary>
    internal const int MostRuns = 50;

    private const string MarkEnding = ".begun";
    private const string RecordsEnding = ".ndjson";

    /// <summary>Marks a run as begun.</summary>
    /// <param name="run">Its id, as <see cref="RunIds"/> allows it.</param>
    /// <returns>False if it was begun before.</returns>
    /// <exception cref="IOException">The directory cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be.</exception>
    internal bool TryBegin(string run)
    {
        Directory.CreateDirectory(directory);
        DropOldest();
        try
        {
            using var mark = new FileStream(PathOf(run, MarkEnding), FileMode.CreateNew, FileAccess.Write);
            return true;
        }
        catch (IOException) when (File.Exists(PathOf(run, MarkEnding)))
        {
            return false;
        }
    }

    /// <summary>Whether a run was begun here, by this process or one before.</summary>
    internal bool WasBegun(string run) => File.Exists(PathOf(run, MarkEnding));

    /// <summary>Whether the answer to a run is whole.</summary>
    internal bool HasAnswer(string run) => File.Exists(PathOf(run, RecordsEnding));

    /// <summary>Opens the answer to a run; null if there is none.</summary>
    internal FileStream? Open(string run)
    {
        try
        {
            return new FileStream(PathOf(run, RecordsEnding), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (IOException fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Begins the answer to a run. Without <see cref="AtomicFile.Commit"/> there is none.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal AtomicFile Write(string run) => AtomicFile.Open(PathOf(run, RecordsEnding));

    private string PathOf(string run, string ending) => Path.Combine(directory, RunIds.Check(run) + ending);

    private void DropOldest()
    {
        var marks = new DirectoryInfo(directory).GetFiles("*" + MarkEnding);
        foreach (var mark in marks.OrderByDescending(file => file.LastWriteTimeUtc).Skip(MostRuns - 1))
        {
            File.Delete(Path.ChangeExtension(mark.FullName, RecordsEnding));
            mark.Delete();
        }
    }
}
