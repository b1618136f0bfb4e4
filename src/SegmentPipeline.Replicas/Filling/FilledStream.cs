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
    private const uint FileMode = 0x1B6; // rw-rw-rw-, likewise
    private const int NamelessForWriting = 0x1 | 0x400000; // O_WRONLY and __O_TMPFILE; O_DIRECTORY comes from the flags of directories.
    /// <summary>A switch of the process: files are hidden instead of nameless, as where the file system knows none without names.</summary>
    internal const string HiddenNamesSwitch = "SegmentPipeline.Replicas.HiddenNames";

    private const int NotSupported = 95; // EOPNOTSUPP
    private const int IsADirectory = 21; // EISDIR: a kernel that does not know such files

    private readonly SafeFileHandle _stream;
    private readonly Dictionary<Hour, SafeFileHandle> _changed = [];
    private readonly Lock _lock = new();
    private bool _hasNameless = !(AppContext.TryGetSwitch(HiddenNamesSwitch, out var isHidden) && isHidden);

    private FilledStream(SafeFileHandle stream) => _stream = stream;

    private static ReadOnlySpan<byte> HiddenDirectory => ".pipeline-fill\0"u8;

    /// <summary>Opens a stream; makes what of it is not there yet.</summary>
    /// <exception cref="BlockedPlaceException">Something that is no directory stands in its place.</exception>
    /// <exception cref="IOException">It cannot be opened or made.</exception>
    internal static FilledStream Open(FilledArchive archive, StreamId stream)
    {
        using var channel = FilledDirectory.OpenOrMake(archive.Root, Terminated(RawName.Unescape(stream.Channel)));
        var opened = new FilledStream(FilledDirectory.OpenOrMake(channel, Terminated(RawName.Unescape(stream.Quality))));
        opened.RemoveLeftovers();
        return opened;
    }

    /// <summary>Removes what a killed process has left hidden in a stream, if the stream is there; nobody else writes there, since the
    /// archive is locked.</summary>
    internal static void RemoveLeftovers(FilledArchive archive, StreamId stream)
    {
        using var channel = FilledDirectory.TryOpen(archive.Root, Terminated(RawName.Unescape(stream.Channel)));
        if (channel is null || FilledDirectory.TryOpen(channel, Terminated(RawName.Unescape(stream.Quality))) is not { } directory) return;
        using var opened = new FilledStream(directory);
        opened.RemoveLeftovers();
    }

    /// <summary>Begins a file that has no name yet.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    internal IncomingFile Create()
    {
        if (_hasNameless)
        {
            var descriptor = LibC.OpenAt(_stream, ".\0"u8, NamelessForWriting | LibC.OpenDirectoryFlags, FileMode);
            if (descriptor >= 0) return new IncomingFile(new SafeFileHandle(descriptor, ownsHandle: true), hiddenName: null);
            var error = Marshal.GetLastPInvokeError();
            if (error is not (NotSupported or IsADirectory)) throw FilledDirectory.Failure("make a file", error);
            _hasNameless = false;
        }

        using var hidden = FilledDirectory.OpenOrMake(_stream, HiddenDirectory, follows: false);
        var name = NewHiddenName();
        var made = LibC.OpenAt(hidden, name, LibC.CreateNewForWriting | LibC.CloseOnExec, FileMode);
        return made >= 0
            ? new IncomingFile(new SafeFileHandle(made, ownsHandle: true), name)
            : throw FilledDirectory.Failure("make a file", Marshal.GetLastPInvokeError());
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
            var error = Link(file, HourOf(hour), terminated);
            if (error == LibC.NoEntry && _changed.Remove(hour, out var gone))
            {
                // Somebody has removed the directory meanwhile.
                gone.Dispose();
                error = Link(file, HourOf(hour), terminated);
            }

            return error is 0 or LibC.AlreadyExists ? error == 0 : throw FilledDirectory.Failure("name a file", error);
        }
    }

    /// <summary>Lets a file take the place of a broken one of its name, in one step; the broken one is in quarantine before.</summary>
    /// <param name="file">The file, whole.</param>
    /// <param name="place">Where it belongs.</param>
    /// <param name="quarantine">Where the broken one is kept.</param>
    /// <exception cref="IOException">It cannot be replaced; the broken one is where it was.</exception>
    internal void Replace(IncomingFile file, EntryPath place, Quarantine quarantine)
    {
        lock (_lock)
        {
            var hour = HourOf(place.Hour);
            quarantine.Keep(hour, place);
            using var hidden = FilledDirectory.OpenOrMake(_stream, HiddenDirectory, follows: false);
            var hiddenName = file.HiddenName;
            if (hiddenName is null)
            {
                hiddenName = NewHiddenName();
                var error = Link(file, hidden, hiddenName);
                if (error != 0) throw FilledDirectory.Failure("name a file", error);
            }

            if (LibC.RenameAt(hidden, hiddenName, hour, Terminated(place.NameUtf8)) != 0)
                throw FilledDirectory.Failure("replace a file", Marshal.GetLastPInvokeError());
        }
    }

    private static byte[] NewHiddenName() => System.Text.Encoding.ASCII.GetBytes($"{Guid.NewGuid():N}\0");

    /// <returns>0, or the error.</returns>
    private int Link(IncomingFile file, SafeFileHandle directory, byte[] terminatedName)
    {
        if (file.HiddenName is { } hiddenName)
        {
            using var hidden = FilledDirectory.OpenOrMake(_stream, HiddenDirectory, follows: false);
            return LibC.LinkAt(hidden, hiddenName, directory, terminatedName, 0) == 0 ? 0 : Marshal.GetLastPInvokeError();
        }

        var path = LibC.Terminated($"/proc/self/fd/{file.Handle.DangerousGetHandle()}");
        return LibC.LinkAt(LibC.CurrentDirectory, path, directory, terminatedName, LibC.ThroughLinks) == 0
            ? 0
            : Marshal.GetLastPInvokeError();
    }

    /// <summary>Removes the hidden name of a file, if it has one.</summary>
    internal void Forget(IncomingFile file)
    {
        if (file.HiddenName is not { } name) return;
        using var hidden = FilledDirectory.TryOpen(_stream, HiddenDirectory, follows: false);
        if (hidden is not null) _ = LibC.UnlinkAt(hidden, name, 0);
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
        var directory = FilledDirectory.OpenOrMake(_stream, LibC.Terminated(hour.ToString()));
        _changed.Add(hour, directory);
        return directory;
    }

    private void RemoveLeftovers()
    {
        using var hidden = FilledDirectory.TryOpen(_stream, HiddenDirectory, follows: false);
        if (hidden is null) return;
        foreach (var path in Directory.EnumerateFiles($"/proc/self/fd/{hidden.DangerousGetHandle()}").ToList())
        {
            if (IsOwnName(Path.GetFileName(path))) _ = LibC.UnlinkAt(hidden, LibC.Terminated(Path.GetFileName(path)), 0);
        }
    }

    /// <summary>Whether a hidden file is called as they are called here.</summary>
    private static bool IsOwnName(string name) => Guid.TryParseExact(name, "N", out _);

    private static byte[] Terminated(ReadOnlySpan<byte> name) => [.. name, 0];
}
