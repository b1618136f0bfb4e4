using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline.Synthesis;

/// <summary>Creates files by their raw names, relative to their directory: two calls for a file without content.</summary>
internal sealed partial class LinuxFileCreator : IFileCreator
{
    private const int FileMode = 0x1A4; // rw-r--r--
    private const int DirectoryMode = 0x1ED; // rwxr-xr-x
    private const int CreateNewForWriting = 0x1 | 0x40 | 0x80;
    private const int CloseOnExec = 0x80000;
    private const int NoSuchFile = 2;
    private const int AlreadyExists = 17;
    private const int NameTooLong = 36;

    public void CreateDirectory(DirectoryPath path)
    {
        if (TryCreate(path.Terminated) is not { } error) return;
        if (error != NoSuchFile) throw Failure("create directory", path.ToString(), error);
        for (var i = 1; i < path.Bytes.Length; i++)
        {
            if (path.Bytes[i] != '/') continue;
            byte[] parent = [.. path.Bytes[..i], 0];
            if (TryCreate(parent) is { } parentError) throw Failure("create directory", RawName.ToText(parent.AsSpan(0, i)), parentError);
        }

        if (TryCreate(path.Terminated) is { } lastError) throw Failure("create directory", path.ToString(), lastError);
    }

    public int CreateFiles(DirectoryPath directory, IEnumerable<PlannedFile> files)
    {
        using var handle = OpenDirectory(directory);
        Span<byte> name = stackalloc byte[256];
        var count = 0;
        foreach (var file in files)
        {
            if (file.Name.Length >= name.Length) throw Failure("create", $"{directory}/{file.Text}", NameTooLong);
            file.Name.Span.CopyTo(name);
            name[file.Name.Length] = 0;
            var descriptor = OpenAt(handle, name, CreateNewForWriting | CloseOnExec, FileMode);
            if (descriptor < 0) throw Failure("create", $"{directory}/{file.Text}", Marshal.GetLastPInvokeError());
            if (file.SizeBytes > 0) Fill(descriptor, file);
            else _ = Close(descriptor);
            count++;
        }

        return count;
    }

    private static void Fill(int descriptor, PlannedFile file)
    {
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (file.ContentSeed is not { } seed)
        {
            RandomAccess.SetLength(handle, file.SizeBytes);
            return;
        }

        var offset = 0L;
        SyntheticContent.Draw(seed, file.SizeBytes, chunk =>
        {
            RandomAccess.Write(handle, chunk, offset);
            offset += chunk.Length;
        });
    }

    private static SafeFileHandle OpenDirectory(DirectoryPath path)
    {
        const int Directory = 0x10000;
        var descriptor = Open(path.Terminated, OnThisArchitecture(Directory) | CloseOnExec);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw Failure("open directory", path.ToString(), Marshal.GetLastPInvokeError());
    }

    /// <summary>O_DIRECTORY is one of the few flags whose value differs on ARM.</summary>
    private static int OnThisArchitecture(int directoryFlag) =>
        RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 ? 0x4000 : directoryFlag;

    private static int? TryCreate(ReadOnlySpan<byte> terminatedPath)
    {
        if (MakeDirectory(terminatedPath, DirectoryMode) == 0) return null;
        var error = Marshal.GetLastPInvokeError();
        return error == AlreadyExists ? null : error;
    }

    private static IOException Failure(string attempt, string path, int error) =>
        new($"cannot {attempt} {path}: {Marshal.GetPInvokeErrorMessage(error)}");

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true)]
    private static partial int MakeDirectory(ReadOnlySpan<byte> path, uint mode);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial int Open(ReadOnlySpan<byte> path, int flags);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static partial int OpenAt(SafeFileHandle directory, ReadOnlySpan<byte> name, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
