using System.Buffers;

namespace SegmentPipeline;

/// <summary>Files that get their name later. Whoever writes one holds its lock, which the kernel frees when the process ends, however it
/// ends: one that nobody holds is what a killed process has left.</summary>
internal static class TemporaryFile
{
    private const int MostTries = 10;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>Makes one, and finds that there is room for a byte of it.</summary>
    /// <param name="directory">Where.</param>
    /// <param name="isPrivate">Whether only this user may read it for now; else it is as readable as any new file.</param>
    internal static FileStream Create(string directory, bool isPrivate)
    {
        for (var left = MostTries; ; left--)
        {
            var file = default(FileStream);
            try
            {
                file = new FileStream(Path.Combine(directory, $".pipeline-{Guid.NewGuid():N}.tmp"), Options(isPrivate));
            }
            catch (IOException cause) when (left > 0 && IsHeld(cause))
            {
                continue; // Another process, which looks for leftovers, was between this one and its lock.
            }

            if (!File.Exists(file.Name) && left > 0) file.Dispose(); // As above, but it has removed it too.
            else return WithRoom(file);
        }
    }

    /// <summary>Makes one that nobody can see, and that leaves nothing behind.</summary>
    /// <param name="directory">Where, if that is possible; else where such files usually are.</param>
    internal static FileStream CreateNameless(string directory)
    {
        FileStream file;
        try
        {
            file = Create(directory, isPrivate: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            file = Create(Path.GetTempPath(), isPrivate: true);
        }

        if (!OperatingSystem.IsWindows()) File.Delete(file.Name);
        return file;
    }

    /// <summary>Takes the name away, if it still has it.</summary>
    internal static void Remove(FileStream file)
    {
        if (OperatingSystem.IsWindows()) file.Dispose();
        File.Delete(file.Name);
    }

    /// <summary>Removes what killed processes have left in a directory: only files with a name that is made here, of this user, that nobody
    /// holds. What cannot be removed stays.</summary>
    /// <param name="directory">Where.</param>
    /// <param name="target">The file that is written there; former versions named temporary files after it.</param>
    internal static void RemoveLeftovers(string directory, string target)
    {
        try
        {
            foreach (
                var path in Directory.EnumerateFiles(directory, ".*.tmp").Where(path => IsOurs(Path.GetFileName(path), target)).ToList())
                RemoveIfAbandoned(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Whether the directory can be used is found by using it.
        }
    }

    private static bool IsOurs(string name, string target) => IsMade(name, ".pipeline-") || IsMade(name, $".{target}.");

    /// <summary>Whether a name is that beginning, the digits of a <see cref="Guid"/>, and <c>.tmp</c>.</summary>
    private static bool IsMade(ReadOnlySpan<char> name, string beginning) =>
        name.StartsWith(beginning, StringComparison.Ordinal)
        && name[beginning.Length..] is [.. { Length: 32 } digits, '.', 't', 'm', 'p']
        && !digits.ContainsAnyExcept(Digits);

    private static void RemoveIfAbandoned(string path)
    {
        if (FileOwner.AtPath(path) is not { IsThisUsersFile: true }) return;
        try
        {
            using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            File.Delete(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Somebody holds it, or has just removed it.
        }
    }

    private static FileStreamOptions Options(bool isPrivate)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (isPrivate && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    /// <summary>On a full disk a file can often still be made, and only not be filled.</summary>
    private static FileStream WithRoom(FileStream file)
    {
        try
        {
            RandomAccess.Write(file.SafeFileHandle, [0], 0);
            RandomAccess.SetLength(file.SafeFileHandle, 0);
            return file;
        }
        catch
        {
            Remove(file);
            file.Dispose();
            throw;
        }
    }

    /// <summary>EWOULDBLOCK of Linux and of the BSDs, as .NET passes them on.</summary>
    private static bool IsHeld(IOException cause) => cause.HResult is 11 or 35;
}
