using System.Collections.Concurrent;

namespace SegmentPipeline.Synthesis;

/// <summary>Lays a plan out on disk, several directories at once. The tree does not depend on how many.</summary>
/// <param name="root">The directory below which the plan is laid out; created if it does not exist.</param>
/// <param name="parallelism">How many directories are filled at once.</param>
internal sealed class ArchiveWriter(string root, int parallelism = 1)
{
    private readonly IFileCreator _creator = OperatingSystem.IsLinux() ? new LinuxFileCreator() : new PortableFileCreator();
    private readonly string _root = Path.GetFullPath(root);

    /// <summary>What .NET calls the length of a file, where a limit of the system forbids it.</summary>
    private const string FileLength = "value";

    /// <summary>Creates what the plan says. Files that exist already are an error, directories are not.</summary>
    /// <param name="plan">The plan; its directories are enumerated once, as there is time for them.</param>
    /// <param name="progress">Told after each directory how many files have been created so far; from several threads.</param>
    /// <param name="cancellationToken">Stops before the next directory; what is there stays.</param>
    /// <returns>How many files were created.</returns>
    /// <exception cref="IOException">A file or directory could not be created; the message names it.</exception>
    internal long Write(ArchivePlan plan, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        var files = 0L;
        _creator.CreateDirectory(PathOf(""));
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellationToken };
        var directories = Partitioner.Create(plan.Directories, EnumerablePartitionerOptions.NoBuffering);
        try
        {
            Parallel.ForEach(directories, options, directory =>
            {
                var path = PathOf(directory.Path);
                _creator.CreateDirectory(path);
                var filesSoFar = Interlocked.Add(ref files, _creator.CreateFiles(path, directory.Files));
                progress?.Report(filesSoFar);
            });
        }
        catch (AggregateException faults) when (faults.InnerExceptions[0] is IOException first)
        {
            throw new IOException(first.Message, first);
        }
        catch (AggregateException faults) when (faults.InnerExceptions[0] is ArgumentOutOfRangeException { ParamName: FileLength } first)
        {
            throw new IOException("the file would get larger than it may", first);
        }

        return files;
    }

    private DirectoryPath PathOf(string path) =>
        path.Length == 0 ? DirectoryPath.FromText(_root) : DirectoryPath.FromText(_root).Child(RawName.Unescape(path));
}
