using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using static SegmentPipeline.LibC;

namespace SegmentPipeline;

/// <summary>Reads directories with <c>getdents64</c>: raw bytes straight into the <see cref="NameList"/>, no string and no call per
/// file.</summary>
internal sealed unsafe class LinuxDirectoryReader : IDirectoryReader
{
    private const int PathBytes = 4096;

    /// <summary>How much room each call gets at least. The names of a usual hour fit into one call once its buffer has grown to hold
    /// them.</summary>
    private const int ReadBytes = 4 * 1024;

    private LinuxDirectoryReader()
    {
    }

    internal static LinuxDirectoryReader Instance { get; } = new();

    public ReadOutcome List(DirectoryPath directory, NameList names)
    {
        names.Clear();
        var outcome = ReadEntries(directory, names);
        if (outcome.Status != ReadStatus.Done) names.Clear();
        else if (names.HasUnresolvedKinds()) ResolveKinds(directory, names);
        return outcome;
    }

    public ReadOutcome SizeOf(DirectoryPath directory, ReadOnlySpan<byte> name, out long sizeBytes)
    {
        var outcome = Ask(directory, name, StatSize, out var result);
        sizeBytes = (long)result.SizeBytes;
        return outcome;
    }

    public void AskSizes(DirectoryPath directory, NameList names, Span<SizeQuestion> questions) =>
        LinuxSizes.Ask(directory, names, questions);

    public SafeFileHandle OpenFile(DirectoryPath directory, ReadOnlySpan<byte> name)
    {
        var file = directory.Child(name);
        int descriptor;
        fixed (byte* path = file.Terminated)
        {
            do descriptor = Open(path, OpenFileFlags);
            while (descriptor < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        }

        var outcome = Failure();
        if (descriptor >= 0)
        {
            var handle = new SafeFileHandle(descriptor, ownsHandle: true);
            if (IsRegularFile(handle)) return handle;
            handle.Dispose();
            throw new FileNotFoundException($"there is no regular file {file}");
        }

        throw outcome.Status == ReadStatus.Absent
            ? new FileNotFoundException($"there is no file {file}")
            : new IOException($"cannot open {file}: {outcome.Cause}");
    }

    public SafeFileHandle OpenFileBelow(DirectoryPath top, DirectoryPath directory, ReadOnlySpan<byte> name)
    {
        var file = OpenFile(directory, name);
        if (LiesBelow(top, file)) return file;
        file.Dispose();
        throw new FileNotFoundException($"{directory.Child(name)} does not lie in {top}");
    }

    public ThreadWaits WaitsOfThread()
    {
        ThreadUsage usage;
        return GetUsage(UsageOfThread, &usage) == 0 ? new ThreadWaits(usage.BlocksRead, usage.Waits, usage.BusyMicroseconds) : default;
    }

    public DirectoryFingerprint? FingerprintOf(DirectoryPath directory)
    {
        StatResult result;
        fixed (byte* path = directory.Terminated)
        {
            if (Stat(CurrentDirectory, path, 0, StatInode | StatModified | StatChanged, &result) != 0) return null;
        }

        return new DirectoryFingerprint
        {
            Device = ((ulong)result.DeviceMajor << 32) | result.DeviceMinor,
            Inode = result.Inode,
            ModifiedSeconds = result.ModifiedSeconds,
            ModifiedNanoseconds = result.ModifiedNanoseconds,
            ChangedSeconds = result.ChangedSeconds,
            ChangedNanoseconds = result.ChangedNanoseconds,
        };
    }

    public bool MayRead(DirectoryPath directory)
    {
        fixed (byte* path = directory.Terminated)
        {
            return Access(CurrentDirectory, path, ReadAndSearch, EffectiveAccess) == 0;
        }
    }

    /// <summary>Opened as for reading: a path alone would not mount what is mounted on demand.</summary>
    public IHeldDirectory Hold(DirectoryPath directory)
    {
        var descriptor = OpenDirectory(directory);
        if (descriptor < 0) return Note(directory);
        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        return new LinuxHeldDirectory(directory, handle, IdentityOf(handle));
    }

    public IHeldDirectory Note(DirectoryPath directory) =>
        new LinuxHeldDirectory(directory, null, IdentityOf(directory, out var identity).Status == ReadStatus.Done ? identity : null);

    /// <summary>What a path leads to.</summary>
    internal static ReadOutcome IdentityOf(DirectoryPath directory, out LinuxHeldDirectory.Identity identity)
    {
        StatResult result;
        fixed (byte* path = directory.Terminated)
        {
            var isDone = Stat(CurrentDirectory, path, 0, StatInode | StatBorn, &result) == 0;
            identity = isDone ? LinuxHeldDirectory.Identity.FromStat(result) : default;
            return isDone ? ReadOutcome.Done : Failure();
        }
    }

    /// <summary>What an open directory is; null if there is no telling.</summary>
    internal static LinuxHeldDirectory.Identity? IdentityOf(SafeFileHandle descriptor)
    {
        StatResult result;
        fixed (byte* empty = "\0"u8)
        {
            return Stat(descriptor, empty, OfDescriptor, StatInode | StatBorn, &result) == 0
                ? LinuxHeldDirectory.Identity.FromStat(result)
                : null;
        }
    }

    private static bool LiesBelow(DirectoryPath top, SafeFileHandle file)
    {
        var descriptor = OpenDirectory(top);
        if (descriptor < 0) return false;
        using var opened = new SafeFileHandle(descriptor, ownsHandle: true);
        if (PathOf(file) is not { } path || PathOf(opened) is not { } parent) return false;
        var above = parent.AsSpan().TrimEnd((byte)'/');
        return path.AsSpan().StartsWith(above) && path.Length > above.Length && path[above.Length] == '/';
    }

    private static bool IsRegularFile(SafeFileHandle file)
    {
        StatResult result;
        fixed (byte* empty = "\0"u8) return Stat(file, empty, OfDescriptor, StatType, &result) == 0 && result.IsRegularFile;
    }

    private static int OpenDirectory(DirectoryPath directory)
    {
        int descriptor;
        fixed (byte* path = directory.Terminated)
        {
            do descriptor = Open(path, OpenDirectoryFlags);
            while (descriptor < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        }

        return descriptor;
    }

    private static ReadOutcome ReadEntries(DirectoryPath directory, NameList names)
    {
        var descriptor = OpenDirectory(directory);
        if (descriptor < 0) return Failure();
        try
        {
            return ReadEntries(descriptor, names);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static ReadOutcome ReadEntries(int descriptor, NameList names)
    {
        while (true)
        {
            var room = names.Room(ReadBytes);
            nint read;
            fixed (byte* buffer = room) read = GetDirectoryEntries(descriptor, buffer, room.Length);
            if (read == 0) return ReadOutcome.Done;
            if (read > 0) names.Advance((int)read);
            else if (Marshal.GetLastPInvokeError() != Interrupted) return Failure();
        }
    }

    /// <summary>Follows links, and asks for the kinds that the file system does not tell with its names.</summary>
    private static void ResolveKinds(DirectoryPath directory, NameList names)
    {
        foreach (var entry in names)
        {
            if (entry.Kind is not (EntryKind.Unknown or EntryKind.Link) || entry.Name[0] == '.') continue;
            names.HasLinks = true;
            var outcome = Ask(directory, entry.Name, StatType, out var result);
            if (outcome.Status == ReadStatus.Failed) names.SetUntold(entry.NameOffset, outcome.Cause);
            else names.SetKind(entry.NameOffset, outcome.Status == ReadStatus.Done ? result.Kind : EntryKind.Link);
        }
    }

    private static ReadOutcome Ask(DirectoryPath directory, ReadOnlySpan<byte> name, uint mask, out StatResult result)
    {
        result = default;
        var parent = directory.Bytes;
        var length = parent.Length + 1 + name.Length;
        if (length >= PathBytes) return ReadOutcome.Failed("the path is too long");
        Span<byte> path = stackalloc byte[length + 1];
        parent.CopyTo(path);
        path[parent.Length] = (byte)'/';
        name.CopyTo(path[(parent.Length + 1)..]);
        path[length] = 0;
        fixed (byte* pointer = path)
        fixed (StatResult* target = &result)
        {
            return Stat(CurrentDirectory, pointer, 0, mask, target) == 0 ? ReadOutcome.Done : Failure();
        }
    }

    /// <summary>Only these three errors say that a path leads nowhere. All others leave it open.</summary>
    internal static ReadOutcome Failure()
    {
        var error = Marshal.GetLastPInvokeError();
        if (error == NoEntry) return ReadOutcome.Absent;
        var cause = Marshal.GetPInvokeErrorMessage(error);
        return error is NotADirectory or TooManyLinks ? new ReadOutcome(ReadStatus.Absent, cause) : ReadOutcome.Failed(cause);
    }
}
