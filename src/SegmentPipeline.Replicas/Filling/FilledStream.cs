using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline.Replicas;

/// <summary>The directory of a stream that is being filled. A file gets its name in an hour when it is whole: until then it has none, or,
/// where the file system knows no files without names, a hidden one that the next start removes.</summary>
/// <remarks>All is opened from the directory above, which is held, so nothing is ever written where another disk should be.</remarks>
[SupportedOSPlatform("linux")]
internal sealed class FilledStream : IDisposable
{
    private const uint DirectoryMode = 0x1FF; // rwxrwxrwx, less the mask of the process
    private const uint FileMode = 0x1B6; // rw-rw-rw-, likewise
    private const int NamelessForWriting = 0x1 | 0x400000; // O_WRONLY and __O_TMPFILE; O_DIRECTORY comes from the flags of directories.
    private const int NotSupported = 95; // EOPNOTSUPP
    private const int IsADirectory = 21; // EISDIR: a kernel that does not know such files

    private readonly SafeFileHandle _stream;
    private readonly Dictionary<Hour, SafeFileHandle> _changed = [];
    private readonly Lock _lock = new();
    private bool _hasNameless = true;

    private FilledStream(SafeFileHandle stream) => _stream = stream;

    private static ReadOnlySpan<byte> HiddenDirectory => ".pipeline-fill\0"u8;

    /// <summary>Opens a stream; makes what of it is not there yet.</summary>
    /// <exception cref="IOException">It cannot be opened or made.</exception>
    internal static FilledStream Open(FilledArchive archive, StreamId stream)
    {
        using var channel = OpenOrMake(archive.Root, Terminated(RawName.Unescape(stream.Channel)));
        var opened = new FilledStream(OpenOrMake(channel, Terminated(RawName.Unescape(stream.Quality))));
        opened.RemoveLeftovers();
        return opened;
    }

    /// <summary>Begins a file that has no name yet.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    internal IncomingFile Create()
    {
        if (_hasNameless)
        {
            var descriptor = LibC.OpenAt(
                _stream,
                ".\0"u8,
                NamelessForWriting | LibC.OpenDirectoryFlags,
                FileMode);
            if (descriptor >= 0) return new IncomingFile(new SafeFileHandle(descriptor, ownsHandle: true), hiddenName: null);
            if (Marshal.GetLastPInvokeError() is not (NotSupported or IsADirectory)) throw Failure("make a file");
            _hasNameless = false;
        }

        using var hidden = OpenOrMake(_stream, HiddenDirectory);
        var name = System.Text.Encoding.ASCII.GetBytes($"{Guid.NewGuid():N}\0");
        var made = LibC.OpenAt(hidden, name, LibC.CreateNewForWriting | LibC.CloseOnExec, FileMode);
        return made >= 0 ? new IncomingFile(new SafeFileHandle(made, ownsHandle: true), name) : throw Failure("make a file");
    }

    /// <summary>Gives a file its name. Somebody else's file of that name wins.</summary>
    /// <param name="file">The file, whole.</param>
    /// <param name="hour">The hour.</param>
    /// <param name="name">The name.</param>
    /// <returns>False if there is one of that name already.</returns>
    /// <exception cref="IOException">It cannot be named.</exception>
    internal bool Publish(IncomingFile file, Hour hour, ReadOnlySpan<byte> name)
    {
        var terminated = Terminated(name);
        lock (_lock)
        {
            if (Link(file, HourOf(hour), terminated)) return true;
            if (Marshal.GetLastPInvokeError() != LibC.NoEntry) return false;
            // Somebody has removed the directory meanwhile.
            if (_changed.Remove(hour, out var gone)) gone.Dispose();
            return Link(file, HourOf(hour), terminated);
        }
    }

    /// <summary>False if there is one of that name already, or no directory any more.</summary>
    private bool Link(IncomingFile file, SafeFileHandle directory, byte[] terminatedName)
    {
        int result;
        if (file.HiddenName is { } hiddenName)
        {
            using var hidden = OpenOrMake(_stream, HiddenDirectory);
            result = LibC.LinkAt(hidden, hiddenName, directory, terminatedName, 0);
        }
        else
        {
            var path = LibC.Terminated($"/proc/self/fd/{file.Handle.DangerousGetHandle()}");
            result = LibC.LinkAt(LibC.CurrentDirectory, path, directory, terminatedName, LibC.ThroughLinks);
        }

        if (result == 0) return true;
        return Marshal.GetLastPInvokeError() is LibC.AlreadyExists or LibC.NoEntry ? false : throw Failure("name a file");
    }

    /// <summary>Removes the hidden name of a file, if it has one.</summary>
    internal void Forget(IncomingFile file)
    {
        if (file.HiddenName is not { } name) return;
        using var hidden = OpenOrMake(_stream, HiddenDirectory);
        _ = LibC.UnlinkAt(hidden, name, 0);
    }

    /// <summary>Waits until the names that were given are on the disk.</summary>
    internal void Synchronize()
    {
        List<SafeFileHandle> changed;
        lock (_lock)
        {
            changed = [.. _changed.Values];
            _changed.Clear();
        }

        foreach (var hour in changed)
        {
            _ = LibC.Synchronize(hour);
            hour.Dispose();
        }

        if (changed.Count > 0) _ = LibC.Synchronize(_stream);
    }

    public void Dispose()
    {
        Synchronize();
        _ = LibC.UnlinkAt(_stream, HiddenDirectory, LibC.RemoveDirectory);
        _stream.Dispose();
    }

    /// <summary>The directory of an hour, until names in it are on the disk. Under the lock.</summary>
    private SafeFileHandle HourOf(Hour hour)
    {
        if (_changed.TryGetValue(hour, out var known)) return known;
        var directory = OpenOrMake(_stream, LibC.Terminated(hour.ToString()));
        _changed.Add(hour, directory);
        return directory;
    }

    /// <summary>Removes what a killed process has left hidden; nobody else writes there, since the archive is locked.</summary>
    private void RemoveLeftovers()
    {
        var descriptor = LibC.OpenAt(_stream, HiddenDirectory, LibC.OpenDirectoryFlags, 0);
        if (descriptor < 0) return;
        using var hidden = new SafeFileHandle(descriptor, ownsHandle: true);
        foreach (var path in Directory.EnumerateFiles($"/proc/self/fd/{descriptor}").ToList())
        {
            _ = LibC.UnlinkAt(hidden, LibC.Terminated(Path.GetFileName(path)), 0);
        }
    }

    private static SafeFileHandle OpenOrMake(SafeFileHandle above, ReadOnlySpan<byte> terminatedName)
    {
        var descriptor = LibC.OpenAt(above, terminatedName, LibC.OpenDirectoryFlags, 0);
        if (descriptor < 0 && Marshal.GetLastPInvokeError() == LibC.NoEntry)
        {
            if (LibC.MakeDirectoryAt(above, terminatedName, DirectoryMode) != 0 && Marshal.GetLastPInvokeError() != LibC.AlreadyExists)
                throw Failure($"make the directory {RawName.ToText(terminatedName[..^1])}");
            descriptor = LibC.OpenAt(above, terminatedName, LibC.OpenDirectoryFlags, 0);
        }

        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw Failure($"open the directory {RawName.ToText(terminatedName[..^1])}");
    }

    private static byte[] Terminated(ReadOnlySpan<byte> name) => [.. name, 0];

    private static IOException Failure(string what) => new($"cannot {what}: {FilledArchive.Words()}");
}
