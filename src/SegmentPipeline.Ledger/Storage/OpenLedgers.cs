using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline.Ledger;

/// <summary>The ledgers that this process has open. Of such a file no handle may be closed that SQLite has not opened: with any of them the
/// kernel drops all of the process's locks on the file, and another process could then take its log away.</summary>
internal static class OpenLedgers
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, OpenFile> Files = new(StringComparer.Ordinal);

    /// <summary>Says that a connection to a file is about to be opened.</summary>
    internal static void Enter(string path)
    {
        lock (Gate)
        {
            if (!Files.TryGetValue(path, out var file)) Files.Add(path, file = new OpenFile());
            file.Connections++;
        }
    }

    /// <summary>Says that it has been closed.</summary>
    internal static void Leave(string path)
    {
        lock (Gate)
        {
            var file = Files[path];
            if (--file.Connections > 0) return;
            Files.Remove(path);
            foreach (var handle in file.Handles.Values) handle.Dispose();
        }
    }

    /// <summary>Reads the first bytes of a file. Its handle is kept for as long as connections are open, and used again.</summary>
    /// <returns>How many were there.</returns>
    internal static int ReadStart(string path, Span<byte> bytes)
    {
        lock (Gate)
        {
            if (!Files.TryGetValue(path, out var file))
            {
                using var handle = Open(path);
                return ReadAll(handle, bytes);
            }

            // The file may have been put aside, and another be there in its place.
            var identity = FileIdentity.AtPath(path) ?? default;
            if (!file.Handles.TryGetValue(identity, out var kept)) file.Handles.Add(identity, kept = Open(path));
            return ReadAll(kept, bytes);
        }
    }

    private static SafeFileHandle Open(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static int ReadAll(SafeFileHandle handle, Span<byte> bytes)
    {
        var total = 0;
        while (total < bytes.Length && RandomAccess.Read(handle, bytes[total..], total) is > 0 and var read) total += read;
        return total;
    }

    private sealed class OpenFile
    {
        internal int Connections { get; set; }

        internal Dictionary<FileIdentity, SafeFileHandle> Handles { get; } = [];
    }
}
