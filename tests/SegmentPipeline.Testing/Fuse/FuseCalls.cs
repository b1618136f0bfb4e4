using System.Runtime.InteropServices;
using System.Text;

namespace SegmentPipeline.Testing;

/// <summary>The system calls by which a process is a file system.</summary>
internal static class FuseCalls
{
    private const int ReadWriteCloseOnExec = 0x80002;
    private const ulong ReadOnlyWithoutDevices = 1 | 2 | 4;
    private const int ForceAndDetach = 1 | 2;

    /// <summary>Opens the kernel's side; negative where there is none.</summary>
    internal static int Open() => open(Terminated("/dev/fuse"), ReadWriteCloseOnExec);

    internal static bool Mount(int device, string path) => mount(
            Terminated("segment-fuse"),
            Terminated(path),
            Terminated("fuse"),
            ReadOnlyWithoutDevices,
            Terminated($"fd={device},rootmode=40000,user_id=0,group_id=0,allow_other")
        ) == 0;

    /// <summary>Takes it out of sight although it is in use, and has the kernel ask nothing more.</summary>
    internal static void Unmount(string path) => _ = umount2(Terminated(path), ForceAndDetach);

    /// <summary>The next question; no more than zero bytes when there will be none.</summary>
    internal static int Read(int device, byte[] buffer) => (int)read(device, buffer, buffer.Length);

    internal static void Write(int device, byte[] reply) => _ = write(device, reply, reply.Length);

    internal static void Close(int device) => _ = close(device);

    private static byte[] Terminated(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    [DllImport("libc")]
    private static extern int open(byte[] path, int flags);

    [DllImport("libc")]
    private static extern nint read(int descriptor, byte[] buffer, nint count);

    [DllImport("libc")]
    private static extern nint write(int descriptor, byte[] buffer, nint count);

    [DllImport("libc")]
    private static extern int close(int descriptor);

    [DllImport("libc")]
    private static extern int mount(byte[] source, byte[] target, byte[] type, ulong flags, byte[] data);

    [DllImport("libc")]
    private static extern int umount2(byte[] target, int flags);
}
