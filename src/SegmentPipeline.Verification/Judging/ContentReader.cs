using System.Buffers;
using System.Security.Cryptography;

namespace SegmentPipeline;

/// <summary>Reads content once: hash and structure in one pass over one buffer.</summary>
internal sealed class ContentReader : IDisposable
{
    /// <summary>How much is read of each end at level <c>edges</c>.</summary>
    internal const int EdgeBytes = 64 * 1024;

    /// <summary>At most so much is read at once, so that the disk reads on while this is judged, and a pace is even.</summary>
    private const int MostReadBytes = 256 * 1024;

    /// <summary>The structure of a transport stream never needs more bytes at once.</summary>
    private const int LeastBufferBytes = 2 * 1024;

    private readonly byte[] _buffer;
    private readonly int _bufferBytes;
    private IncrementalHash? _hash;
    private int _held;

    /// <summary>Rents a buffer.</summary>
    internal ContentReader(int bufferBytes)
    {
        _bufferBytes = Math.Max(bufferBytes, LeastBufferBytes);
        _buffer = ArrayPool<byte>.Shared.Rent(_bufferBytes);
    }

    /// <summary>Reads as far as the level of the content asks: no further than the file was long when it was opened.</summary>
    /// <param name="file">The file, open.</param>
    /// <param name="content">Takes what is read.</param>
    /// <param name="pace">What happens before each read.</param>
    /// <param name="bytesRead">How many bytes were read.</param>
    /// <returns>Why it cannot be read; null if it was.</returns>
    internal ReadFault? Read(FileReader file, FileContent content, Pace pace, out long bytesRead)
    {
        _held = 0;
        bytesRead = 0;
        var sizeBytes = file.SizeBytes;
        var isWhole = content.Level == VerificationLevel.Full || sizeBytes <= 2 * EdgeBytes;
        var footprint = content.Level == VerificationLevel.Full ? new CacheFootprint(file) : null;
        var reading = new Reading(file, content, pace, footprint);
        if (isWhole) return ReadWhole(reading, ref bytesRead);
        if (ReadRange(reading, 0, EdgeBytes, ref bytesRead) is { } fault) return fault;
        _held = 0;
        content.LeaveOut(sizeBytes - EdgeBytes);
        return ReadRange(reading, sizeBytes - EdgeBytes, sizeBytes, ref bytesRead) ?? Finish(content);
    }

    public void Dispose()
    {
        _hash?.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private ReadFault? ReadWhole(Reading reading, ref long bytesRead)
    {
        var (file, content, _, footprint) = reading;
        if (content.WantsHash) _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            if (ReadRange(reading, 0, file.SizeBytes, ref bytesRead) is { } fault) return fault;
            if (content.WantsHash) content.TakeHash(_hash!);
            footprint?.Finish();
            return Finish(content);
        }
        finally
        {
            if (content is { WantsHash: true, HasHash: false }) _ = _hash!.GetHashAndReset();
        }
    }

    private ReadFault? ReadRange(Reading reading, long from, long to, ref long bytesRead)
    {
        var (file, content, pace, footprint) = reading;
        content.SizeBytes = from;
        while (content.SizeBytes < to)
        {
            var room = (int)Math.Min(Math.Min(_bufferBytes - _held, MostReadBytes), to - content.SizeBytes);
            pace.Wait(room);
            footprint?.BeforeRead(content.SizeBytes);
            var read = file.ReadAt(_buffer.AsSpan(_held, room), content.SizeBytes, out var fault);
            if (fault is not null) return fault;
            if (read == 0) break;
            bytesRead += read;
            Take(content, read);
        }

        return null;
    }

    private void Take(FileContent content, int read)
    {
        var fresh = _buffer.AsSpan(_held, read);
        if (content.WantsHash) _hash!.AppendData(fresh);
        content.NoteZeros(fresh, content.SizeBytes);
        content.SizeBytes += read;
        var all = _buffer.AsSpan(0, _held + read);
        var rest = all[content.Transport.Read(all)..];
        rest.CopyTo(_buffer);
        _held = rest.Length;
    }

    private ReadFault? Finish(FileContent content)
    {
        content.Transport.Finish(_buffer.AsSpan(0, _held));
        return null;
    }

    private readonly record struct Reading(FileReader File, FileContent Content, Pace Pace, CacheFootprint? Footprint = null);
}
