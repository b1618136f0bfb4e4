using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline.Replicas;

/// <summary>An archive that is being filled. Its root is held open and locked: all that is written goes below this directory, wherever its
/// path leads meanwhile, and nobody else fills it at the same time.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class FilledArchive : IDisposable
{
    private const uint Identity = LibC.StatInode;
    private const int LeastFreePart = 100;

    private readonly string _path;
    private readonly SafeFileHandle _root;

    private FilledArchive(string path, SafeFileHandle root)
    {
        _path = path;
        _root = root;
    }

    /// <summary>Opens and locks an archive.</summary>
    /// <exception cref="FillException">It is not there, or somebody else fills it.</exception>
    internal static FilledArchive Open(string path)
    {
        var descriptor = LibC.Open(path, LibC.OpenDirectoryFlags);
        if (descriptor < 0) throw new FillException($"cannot open the archive {path}: {Words()}; is the disk mounted?");
        var root = new SafeFileHandle(descriptor, ownsHandle: true);
        if (LibC.LockFile(root, LibC.LockAlone) == 0) return new FilledArchive(path, root);
        var isHeld = Marshal.GetLastPInvokeError() == LibC.IsHeld;
        var words = Words();
        root.Dispose();
        throw isHeld
            ? new FillException($"somebody else is filling {path} already") { MayPass = true }
            : new FillException($"cannot lock {path}: {words}; its file system must be able to lock directories");
    }

    /// <summary>The directory, to open others in it.</summary>
    internal SafeFileHandle Root => _root;

    /// <summary>Sees that the path still leads to the directory that is held.</summary>
    /// <exception cref="FillException">It does not.</exception>
    internal void CheckIdentity()
    {
        LibC.StatResult held;
        bool isTold;
        fixed (byte* empty = "\0"u8) isTold = LibC.Stat(_root, empty, LibC.OfDescriptor, Identity, &held) == 0;
        var now = LibC.StatOf(LibC.Terminated(_path), Identity);
        var isSame = isTold && now is { } there
            && there.Inode == held.Inode && there.DeviceMajor == held.DeviceMajor && there.DeviceMinor == held.DeviceMinor;
        if (!isSame)
        {
            throw new FillException(
                $"the archive {_path} is not the directory any more that it was at the beginning; is the disk mounted?")
            { MayPass = true };
        }
    }

    /// <summary>Sees that there is room left on a disk.</summary>
    /// <param name="directory">A directory of the archive.</param>
    /// <param name="keepFreeBytes">What is to stay free.</param>
    /// <exception cref="FillException">There is not.</exception>
    internal static void CheckRoom(string directory, long keepFreeBytes)
    {
        var disk = new DriveInfo(directory);
        var least = Math.Max(keepFreeBytes, disk.TotalSize / LeastFreePart);
        if (disk.AvailableFreeSpace < least)
        {
            throw new FillException(
                $"{disk.AvailableFreeSpace / 1_000_000:N0} MB are free on the disk of {directory}, and {least / 1_000_000:N0} MB must stay "
                + "free; make room, or keep less free")
            { MayPass = true };
        }
    }

    public void Dispose() => _root.Dispose();

    /// <summary>What the system said last.</summary>
    internal static string Words() => Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
}
