using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline.Replicas;

/// <summary>A directory outside of the archive that keeps the broken files, each where it lay: <c>CHANNEL/QUALITY/HOUR/NAME</c>. Nothing in
/// it is ever overwritten.</summary>
[SupportedOSPlatform("linux")]
internal sealed class Quarantine : IDisposable
{
    private const int OtherFileSystem = 18; // EXDEV
    private const int MostOfAName = 100;

    private readonly SafeFileHandle _root;

    private Quarantine(SafeFileHandle root) => _root = root;

    /// <summary>Opens it, and makes it if it is not there.</summary>
    /// <exception cref="FillException">It cannot be opened, or lies in the archive.</exception>
    internal static Quarantine Open(string directory, string archive)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new FillException($"cannot make the quarantine {path}: {fault.Message}", fault);
        }

        if (IsInside(path, archive))
            throw new FillException($"the quarantine {path} lies in the archive; name a directory beside it, on the same file system");
        var descriptor = LibC.Open(path, LibC.OpenDirectoryFlags);
        return descriptor >= 0
            ? new Quarantine(new SafeFileHandle(descriptor, ownsHandle: true))
            : throw new FillException($"cannot open the quarantine {path}: {FilledArchive.Words()}");
    }

    /// <summary>Gives a file of the archive a second name here.</summary>
    /// <param name="directory">The directory of its hour.</param>
    /// <param name="place">Where it lies.</param>
    /// <exception cref="IOException">It cannot be kept.</exception>
    internal void Keep(SafeFileHandle directory, EntryPath place)
    {
        using var channel = FilledDirectory.OpenOrMake(_root, Terminated(RawName.Unescape(place.Stream.Channel)), follows: false);
        using var quality = FilledDirectory.OpenOrMake(channel, Terminated(RawName.Unescape(place.Stream.Quality)), follows: false);
        using var hour = FilledDirectory.OpenOrMake(quality, LibC.Terminated(place.Hour.ToString()), follows: false);
        byte[] name = [.. place.NameUtf8, 0];
        for (var copy = 0; copy < MostOfAName; copy++)
        {
            byte[] kept = copy == 0 ? name : [.. place.NameUtf8, .. Suffix(copy), 0];
            if (LibC.LinkAt(directory, name, hour, kept, 0) == 0)
            {
                _ = LibC.Synchronize(hour);
                return;
            }

            var error = Marshal.GetLastPInvokeError();
            if (error == LibC.AlreadyExists) continue;
            throw error == OtherFileSystem
                ? new IOException("cannot keep a broken file: the quarantine must lie on the file system of the archive")
                : FilledDirectory.Failure("keep a broken file", error);
        }

        throw new IOException($"cannot keep a broken file: {MostOfAName} of that name are in the quarantine already");
    }

    public void Dispose() => _root.Dispose();

    private static bool IsInside(string path, string archive)
    {
        var root = Real(archive);
        for (var above = Real(path); above is not null; above = Path.GetDirectoryName(above))
        {
            if (above == root) return true;
        }

        return false;
    }

    /// <summary>Where a path leads once all links have been followed.</summary>
    private static string Real(string directory)
    {
        var descriptor = LibC.Open(directory, LibC.OpenDirectoryFlags);
        if (descriptor < 0) return directory;
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        return new FileInfo($"/proc/self/fd/{descriptor.ToString(CultureInfo.InvariantCulture)}").LinkTarget ?? directory;
    }

    private static byte[] Suffix(int copy) =>
        System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $".{copy}"));

    private static byte[] Terminated(ReadOnlySpan<byte> name) => [.. name, 0];
}
