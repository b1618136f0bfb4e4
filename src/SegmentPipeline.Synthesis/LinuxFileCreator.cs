using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline.Synthesis;

/// <summary>Creates files by their raw names, relative to their directory: two calls for a file without content.</summary>
internal sealed unsafe class LinuxFileCreator : IFileCreator
{
    private const int FileMode = 0x1A4; // rw-r--r--
    private const int DirectoryMode = 0x1ED; // rwxr-xr-x

    public void CreateDirectory(DirectoryPath path)
    {
        if (TryCreate(path.Terminated) is not { } error) return;
        if (error != LibC.NoEntry) throw Failure("create directory", path.ToString(), error);
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
            if (file.Name.Length >= name.Length) throw Failure("create", $"{directory}/{file.Text}", LibC.NameTooLong);
            file.Name.Span.CopyTo(name);
            name[file.Name.Length] = 0;
            var descriptor = LibC.OpenAt(handle, name, LibC.CreateNewForWriting | LibC.CloseOnExec, FileMode);
            if (descriptor < 0) throw Failure("create", $"{directory}/{file.Text}", Marshal.GetLastPInvokeError());
            if (file.SizeBytes > 0) Fill(descriptor, file);
            else _ = LibC.Close(descriptor);
            count++;
        }

        return count;
    }

    private static void Fill(int descriptor, PlannedFile file)
    {
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (file.ContentSeed is null && file.Content.IsEmpty)
        {
            RandomAccess.SetLength(handle, file.SizeBytes);
            return;
        }

        var offset = 0L;
        file.Draw(chunk =>
        {
            RandomAccess.Write(handle, chunk, offset);
            offset += chunk.Length;
        });
    }

    private static SafeFileHandle OpenDirectory(DirectoryPath path)
    {
        int descriptor;
        fixed (byte* terminated = path.Terminated) descriptor = LibC.Open(terminated, LibC.OpenDirectoryFlags);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw Failure("open directory", path.ToString(), Marshal.GetLastPInvokeError());
    }

    private static int? TryCreate(ReadOnlySpan<byte> terminatedPath)
    {
        if (LibC.MakeDirectory(terminatedPath, DirectoryMode) == 0) return null;
        var error = Marshal.GetLastPInvokeError();
        return error == LibC.AlreadyExists ? null : error;
    }

    private static IOException Failure(string attempt, string path, int error) =>
        new($"cannot {attempt} {path}: {Marshal.GetPInvokeErrorMessage(error)}");
}
