namespace SegmentPipeline.Cli;

/// <summary>Standard output, or the file of <c>--output</c>. A file is written beside its name and renamed when it is whole: whoever
/// reads it sees the old report or the new one, never half of one.</summary>
internal sealed class ReportDestination : IDisposable
{
    private const string StandardOutputLink = "/proc/self/fd/1";

    private readonly FileStream? _file;
    private readonly string? _finalPath;

    private ReportDestination(Stream stream, string name, FileStream? file = null, string? finalPath = null)
    {
        Stream = new ReportStream(stream, name);
        _file = file;
        _finalPath = finalPath;
    }

    internal Stream Stream { get; }

    /// <summary>For copying by the kernel: the file itself if there is one, else <see cref="Stream"/>. What goes wrong there is an <see cref="IOException"/>.</summary>
    internal Stream Target => _finalPath is null ? Stream : _file!;

    /// <summary>Opens what <c>--output</c> names, or standard output if it names nothing. A file is found to be writable now, before
    /// there is anything to write.</summary>
    /// <exception cref="ReportException">It is not.</exception>
    /// <exception cref="OperationCanceledException">It is a named pipe, and was told to stop before anybody read from it.</exception>
    internal static ReportDestination Open(string? output, Surroundings surroundings, CancellationToken cancellationToken = default)
    {
        if (output is null) return new ReportDestination(surroundings.Output, "standard output");
        try
        {
            var path = Path.GetFullPath(output, surroundings.Directory);
            if (!Directory.Exists(Path.GetDirectoryName(path))) throw new IOException($"there is no directory {Path.GetDirectoryName(path)}");
            path = Follow(path);
            if (path == StandardOutputLink) return new ReportDestination(surroundings.Output, output);
            if (OpenSpecial(path, cancellationToken) is { } special) return new ReportDestination(special, output, special);
            var temporary = OpenTemporary(path);
            return new ReportDestination(temporary, output, temporary, path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ReportException(output, cause);
        }
    }

    /// <summary>Gives the report its name. Call it once the report is whole; without it a file is thrown away.</summary>
    internal void Commit()
    {
        Stream.Flush();
        if (_finalPath is null) return;
        try
        {
            _file!.Flush(flushToDisk: true);
            _file.Dispose();
            File.Move(_file.Name, _finalPath, overwrite: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ReportException(_finalPath, cause);
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        if (_finalPath is not null) File.Delete(_file!.Name);
    }

    /// <summary>Where a path leads as the kernel walks it: link by link, and <c>..</c> from where a link has led. What lies in
    /// <c>/proc</c> is not followed: its links lead on to things without a name.</summary>
    internal static string Follow(string path)
    {
        const int MostLinks = 40; // As the kernel has it.
        var reached = "/";
        var rest = new Stack<string>(PartsLastFirst(path));
        for (var links = 0; rest.TryPop(out var part);)
        {
            var next = part == ".." ? Path.GetDirectoryName(reached) ?? "/" : Path.Combine(reached, part);
            if (next.StartsWith("/proc/", StringComparison.Ordinal) || new FileInfo(next).LinkTarget is not { } target)
            {
                reached = next;
                continue;
            }

            if (++links > MostLinks) throw new IOException("too many links lead on from one another");
            if (target.StartsWith('/')) reached = "/";
            foreach (var further in PartsLastFirst(target)) rest.Push(further);
        }

        return reached;

        static IEnumerable<string> PartsLastFirst(string path) =>
            path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Reverse();
    }

    /// <summary>A device or a pipe, which can be neither replaced nor renamed; null if the name is a file's or nobody's.</summary>
    private static FileStream? OpenSpecial(string path, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path)) throw new IOException("it is a directory");
        var isDevice = path.StartsWith("/proc/", StringComparison.Ordinal)
            || (path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal));
        if (!isDevice && !File.Exists(path)) return null;

        // A named pipe opens when its reader comes, which may be never; no signal ends that wait.
        var existing = Task.Run(() => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0), CancellationToken.None)
            .WaitAsync(cancellationToken).GetAwaiter().GetResult();
        if (isDevice || !existing.CanSeek) return existing;
        existing.Dispose();
        return null;
    }

    private static FileStream OpenTemporary(string path)
    {
        var directory = Path.GetDirectoryName(path)!;
        var beside = Path.Combine(directory, $".pipeline-{Guid.NewGuid():N}.tmp");
        var temporary = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        if (File.Exists(path) && !OperatingSystem.IsWindows()) File.SetUnixFileMode(beside, File.GetUnixFileMode(path));
        return temporary;
    }
}
