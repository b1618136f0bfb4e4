namespace SegmentPipeline.Playback;

/// <summary>A segment that is to be trimmed, as bytes for ffmpeg.</summary>
/// <param name="path">Absolute path of the segment.</param>
internal sealed class SegmentSource(string path)
{
    private const int BufferBytes = 1024 * PacketFinder.PacketBytes;

    /// <summary>Absolute path of the segment.</summary>
    internal string Path { get; } = path;

    /// <summary>The first time in the segment, in ticks of its clock; null if it has none that could be found.</summary>
    /// <exception cref="CutException">The segment could not be read.</exception>
    internal long? FirstTime()
    {
        using var file = RoughCut.Open(Path);
        var (buffer, packets, length) = (new byte[BufferBytes], new PacketFinder(), RandomAccess.GetLength(file));
        var offset = 0L;
        for (int read; (read = RoughCut.Read(file, buffer, offset, Path)) > 0;)
        {
            var position = 0;
            var isLast = offset + read >= length;
            while (packets.Next(buffer.AsSpan(0, read), ref position, isLast) is { } start)
            {
                var packet = buffer.AsSpan(start, PacketFinder.PacketBytes);
                if (PacketTimes.Find(packet) is [var place, ..]) return PacketTimes.Read(packet[place..]);
            }

            if (position == 0) return null;
            offset += position;
        }

        return null;
    }

    /// <summary>Writes the segment with its clock moved, until all is written or nobody wants more of it, and closes the stream.</summary>
    /// <exception cref="CutException">The segment could not be read.</exception>
    internal async Task WriteAsync(Stream to, ClockShift clock, CancellationToken cancellationToken)
    {
        await using var _ = to.ConfigureAwait(false);
        using var file = RoughCut.Open(Path);
        var offset = 0L;
        try
        {
            await clock.CopyAsync(ReadAsync, to, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // Who reads has gone: with enough, or because of a fault that it tells itself.
        }

        ValueTask<int> ReadAsync(Memory<byte> buffer)
        {
            var read = RoughCut.Read(file, buffer.Span, offset, Path);
            offset += read;
            return ValueTask.FromResult(read);
        }
    }
}
