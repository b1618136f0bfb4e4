using System.Runtime.InteropServices;
using static SegmentPipeline.LibC;

namespace SegmentPipeline;

/// <summary>One file at a time, open for reading. Links are followed, as by audits and players; what is behind them must be a regular file.
/// A pipe, device or socket is neither waited for nor read.</summary>
internal sealed unsafe class FileReader : IDisposable
{
    private const int None = -1;
    private int _descriptor = None;

    /// <summary>How long the file was when it was opened.</summary>
    internal long SizeBytes { get; private set; }

    /// <summary>Opens a file in place of the one that is open.</summary>
    /// <param name="terminatedPath">Its path as Linux has it, with a NUL behind it.</param>
    /// <returns>Why it cannot be opened; null if it is open.</returns>
    internal ReadFault? Open(ReadOnlySpan<byte> terminatedPath)
    {
        Dispose();
        fixed (byte* path = terminatedPath)
        {
            do _descriptor = LibC.Open(path, OpenFileFlags);
            while (_descriptor < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        }

        if (_descriptor < 0) return FileWords.LastFault();
        StatResult stat;
        fixed (byte* empty = "\0"u8)
        {
            if (Stat(_descriptor, empty, OfDescriptor, StatType | StatSize, &stat) != 0) return Refuse(FileWords.LastFault());
        }

        SizeBytes = (long)stat.SizeBytes;
        return stat.IsRegularFile ? null : Refuse(FileWords.NoRegularFile);
    }

    /// <summary>Reads as much as fits, or as there is.</summary>
    /// <returns>How many bytes; 0 at the end, negative if it failed.</returns>
    internal int ReadAt(Span<byte> room, long offset, out ReadFault? fault)
    {
        nint read;
        fixed (byte* buffer = room)
        {
            do read = LibC.ReadAt(_descriptor, buffer, (nuint)room.Length, offset);
            while (read < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        }

        fault = read < 0 ? FileWords.LastFault() : null;
        return (int)read;
    }

    /// <summary>Whether a byte is in memory already; null where the file system does not tell.</summary>
    internal bool? IsInMemory(long offset)
    {
        byte one;
        var part = new Part { Start = &one, Length = 1 };
        try
        {
            if (LibC.ReadAt(_descriptor, &part, 1, offset, OnlyFromMemory) >= 0) return true;
            return Marshal.GetLastPInvokeError() == WouldWait ? false : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Has a range read into memory meanwhile.</summary>
    internal void Prepare(long offset, long length) => _ = Advise(_descriptor, offset, length, NeededSoon);

    /// <summary>Lets a range go from memory; a length of 0 is up to the end.</summary>
    internal void LetGo(long offset, long length) => _ = Advise(_descriptor, offset, length, NotNeeded);

    public void Dispose()
    {
        if (_descriptor >= 0) _ = Close(_descriptor);
        _descriptor = None;
    }

    private ReadFault Refuse(ReadFault fault)
    {
        Dispose();
        return fault;
    }
}
