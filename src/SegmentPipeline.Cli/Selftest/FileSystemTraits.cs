using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline.Cli;

/// <summary>What the file system of a directory is like: each trait is tried, not looked up.</summary>
/// <param name="directory">An empty directory, in which files are made and removed.</param>
[SupportedOSPlatform("linux")]
internal sealed unsafe class FileSystemTraits(string directory)
{
    /// <summary>A name with colons cannot be had: no archive can lie here.</summary>
    internal bool RefusesColons { get; private set; }

    /// <summary>All traits, each with what was seen.</summary>
    internal IReadOnlyList<(string Trait, string Seen)> TryAll()
    {
        var colons = Colons();
        RefusesColons = colons is null;
        return
        [
            ("colons in names", colons ?? "refused: names of segments have them"),
            ("capitals in names", Capitals()),
            ("kinds of entries", Kinds()),
            ("time stamps", Stamps()),
            ("hard links", Links()),
            ("files without a name", Nameless()),
            ("directories on the disk", Synchronized()),
        ];
    }

    private string? Colons()
    {
        try
        {
            Touch("00:00.0");
            var isKept = Directory.EnumerateFiles(directory).Any(file => Path.GetFileName(file) == "00:00.0");
            Remove("00:00.0");
            return isKept ? "kept" : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private string Capitals()
    {
        Touch("a");
        var isSame = File.Exists(PathOf("A"));
        Remove("a");
        return isSame ? "do not tell names apart: hashes may be taken for each other" : "tell names apart";
    }

    /// <summary>Byte 18 of a <c>struct linux_dirent64</c> is its kind, the name follows.</summary>
    private string Kinds()
    {
        const int LengthOffset = 16, KindOffset = 18, NameOffset = 19;
        Touch("kind");
        using var handle = OpenDirectory();
        var buffer = new byte[4096];
        var kind = 0;
        fixed (byte* entries = buffer)
        {
            var length = LibC.GetDirectoryEntries((int)handle.DangerousGetHandle(), entries, buffer.Length);
            for (var at = 0; at < length; at += MemoryMarshal.Read<ushort>(buffer.AsSpan(at + LengthOffset)))
            {
                if (buffer.AsSpan(at + NameOffset).StartsWith("kind\0"u8)) kind = buffer[at + KindOffset];
            }
        }

        Remove("kind");
        return kind == 0 ? "not told with names: each entry is asked" : "told with names";
    }

    /// <summary>Changes a file until its stamp has moved three times, for half a second at most.</summary>
    private string Stamps()
    {
        const int Moves = 3;
        var stamps = new SortedSet<(long Seconds, uint Nanoseconds)>();
        Touch("stamp");
        var began = TimeProvider.System.GetTimestamp();
        while (stamps.Count <= Moves && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(0.5))
        {
            File.WriteAllText(PathOf("stamp"), "");
            if (LibC.StatOf([.. Encoding.UTF8.GetBytes(PathOf("stamp")), 0], LibC.StatModified) is { } stat)
                stamps.Add((stat.ModifiedSeconds, stat.ModifiedNanoseconds));
        }

        Remove("stamp");
        if (stamps.Count <= 1) return "steps of half a second or more";
        var least = stamps.Zip(stamps.Skip(1), (left, right) =>
            (right.Seconds - left.Seconds) * 1_000_000_000L + right.Nanoseconds - left.Nanoseconds).Min();
        return string.Create(CultureInfo.InvariantCulture, $"steps of {least / 1e6:0.###} ms");
    }

    private string Links()
    {
        Touch("linked");
        using var handle = OpenDirectory();
        var isLinked = LibC.LinkAt(handle, "linked\0"u8, handle, "link\0"u8, 0) == 0;
        var error = Marshal.GetLastPInvokeError();
        Remove("linked");
        if (isLinked) Remove("link");
        return isLinked ? "yes" : $"no ({Marshal.GetPInvokeErrorMessage(error)}): fill cannot add files";
    }

    private string Nameless()
    {
        const int TemporaryFile = 0x400000;
        using var handle = OpenDirectory();
        var descriptor = LibC.OpenAt(
            handle, ".\0"u8, TemporaryFile | LibC.OpenDirectoryFlags | LibC.ReadAndWrite, Convert.ToUInt32("600", 8));
        if (descriptor < 0) return "no: fill writes into a hidden directory first";
        _ = LibC.Close(descriptor);
        return "yes";
    }

    private string Synchronized()
    {
        using var handle = OpenDirectory();
        return LibC.Synchronize(handle) == 0
            ? "can be waited for"
            : $"cannot be waited for ({Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())})";
    }

    private SafeFileHandle OpenDirectory()
    {
        var descriptor = LibC.Open(directory, LibC.OpenDirectoryFlags);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw new IOException($"cannot open {directory}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
    }

    private string PathOf(string name) => Path.Combine(directory, name);

    private void Touch(string name) => File.WriteAllBytes(PathOf(name), []);

    private void Remove(string name) => File.Delete(PathOf(name));
}
