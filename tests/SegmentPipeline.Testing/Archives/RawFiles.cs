using System.ComponentModel;
using System.Runtime.InteropServices;

namespace SegmentPipeline.Testing;

/// <summary>The few system calls that make files whose names are any bytes; .NET's own insist on UTF-8.</summary>
internal static class RawFiles
{
    private const int CreateForWriting = 0x41;
    private const uint OwnerWritesAllRead = 0x1A4;

    /// <summary>Makes an empty file, or one that seems to hold so many bytes.</summary>
    internal static void Create(byte[] path, long sizeBytes)
    {
        var descriptor = open(Terminated(path), CreateForWriting, OwnerWritesAllRead);
        if (descriptor < 0) throw new Win32Exception();
        try
        {
            if (ftruncate(descriptor, sizeBytes) != 0) throw new Win32Exception();
        }
        finally
        {
            _ = close(descriptor);
        }
    }

    internal static void CreatePipe(byte[] path)
    {
        if (mkfifo(Terminated(path), OwnerWritesAllRead) != 0) throw new Win32Exception();
    }

    internal static void CreateLink(byte[] path, byte[] target)
    {
        if (symlink(Terminated(target), Terminated(path)) != 0) throw new Win32Exception();
    }

    /// <summary>Deletes a file or an empty directory, if it is there.</summary>
    internal static void Delete(byte[] path) => _ = remove(Terminated(path));

    private static byte[] Terminated(byte[] path) => [.. path, 0];

    [DllImport("libc", SetLastError = true)]
    private static extern int open(byte[] path, int flags, uint mode);

    [DllImport("libc", SetLastError = true)]
    private static extern int ftruncate(int descriptor, long length);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int descriptor);

    [DllImport("libc", SetLastError = true)]
    private static extern int mkfifo(byte[] path, uint mode);

    [DllImport("libc", SetLastError = true)]
    private static extern int symlink(byte[] target, byte[] path);

    [DllImport("libc", SetLastError = true)]
    private static extern int remove(byte[] path);
}
