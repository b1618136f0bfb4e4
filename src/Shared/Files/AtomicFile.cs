namespace SegmentPipeline;

/// <summary>A file that is written whole or not at all: beside its name first, and renamed at the end. Whoever reads it sees the old one or
/// the new one, never half of one. A file that has been replaced keeps its mode, and its owner and group where this process may give
/// them.</summary>
/// <remarks>Nothing can be renamed to a name at which a file is mounted, as containers mount single files. There the whole is copied into
/// that file at the end.</remarks>
internal sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly FileOwner? _owner;
    private readonly FileStream? _mounted;
    private bool _isNamed;

    private AtomicFile(string path, FileStream stream, FileOwner? owner, FileStream? mounted)
    {
        _path = path;
        Stream = stream;
        _owner = owner;
        _mounted = mounted;
    }

    /// <summary>What to write to.</summary>
    internal FileStream Stream { get; }

    /// <summary>Finds that a file can be written, before there is anything to write, and removes what killed processes have left of their
    /// own beside it.</summary>
    /// <param name="path">Its absolute path; links are followed.</param>
    /// <exception cref="IOException">It cannot: it is a directory, there is no room, and so on.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written, or its directory must not.</exception>
    internal static AtomicFile Open(string path)
    {
        path = LinkedPath.Follow(path);
        var directory = Path.GetDirectoryName(path) ?? throw new IOException("it is a directory");
        if (!Directory.Exists(directory)) throw new IOException($"there is no directory {directory}");
        if (Directory.Exists(path)) throw new IOException("it is a directory");
        TemporaryFile.RemoveLeftovers(directory, Path.GetFileName(path));
        if (!File.Exists(path)) return new AtomicFile(path, TemporaryFile.Create(directory, isPrivate: false), owner: null, mounted: null);
        var existing = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        if (MountPoints.Contains(path)) return OpenMounted(path, existing);
        existing.Dispose();
        return new AtomicFile(path, TemporaryFile.Create(directory, isPrivate: true), FileOwner.AtPath(path), mounted: null);
    }

    /// <summary>Gives the file its name. Call it once it is whole; without it all is thrown away.</summary>
    /// <exception cref="IOException">It cannot be written, or not be renamed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be renamed any more.</exception>
    internal void Commit()
    {
        if (_mounted is not null)
        {
            Copy(_mounted);
            return;
        }

        Stream.Flush(flushToDisk: true);
        _owner?.GiveTo(Stream.SafeFileHandle);
        if (OperatingSystem.IsWindows()) Stream.Dispose(); // Else it stays open, and locked, until it has its name.
        File.Move(Stream.Name, _path, overwrite: true);
        _isNamed = true;
        Stream.Dispose();
    }

    public void Dispose()
    {
        if (!_isNamed) TemporaryFile.Remove(Stream);
        Stream.Dispose();
        _mounted?.Dispose();
    }

    private static AtomicFile OpenMounted(string path, FileStream mounted)
    {
        try
        {
            return new AtomicFile(path, TemporaryFile.CreateNameless(Path.GetDirectoryName(path)!), owner: null, mounted);
        }
        catch
        {
            mounted.Dispose();
            throw;
        }
    }

    private void Copy(FileStream target)
    {
        Stream.Flush();
        Stream.Position = 0;
        target.Position = 0;
        Stream.CopyTo(target);
        target.SetLength(target.Position);
        target.Flush(flushToDisk: true);
    }
}
