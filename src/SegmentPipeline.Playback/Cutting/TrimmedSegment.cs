namespace SegmentPipeline.Playback;

/// <summary>A segment that is to be trimmed, as bytes for ffmpeg.</summary>
/// <param name="segment">The segment.</param>
internal sealed class TrimmedSegment(Segment segment)
{
    private const int BufferBytes = 1024 * PacketFinder.PacketBytes;

    /// <summary>The segment's path, as it is shown.</summary>
    internal string Path => segment.FullPath;

    /// <summary>The first time in the segment, in ticks of its clock; null if it has none that could be found.</summary>
    /// <exception cref="CutException">The segment could not be read.</exception>
    internal async Task<long?> FirstTimeAsync(CancellationToken cancellationToken)
    {
        var source = await SegmentSource.OpenAsync(segment, cancellationToken).ConfigureAwait(false);
        await using var _ = source.ConfigureAwait(false);
        var (buffer, kept, packets) = (new byte[BufferBytes], 0, new PacketFinder());
        while (true)
        {
            var read = await FillAsync(source, buffer.AsMemory(kept), cancellationToken).ConfigureAwait(false);
            var (length, position, isLast) = (kept + read, 0, kept + read < buffer.Length);
            while (packets.Next(buffer.AsSpan(0, length), ref position, isLast) is { } start)
            {
                var packet = buffer.AsSpan(start, PacketFinder.PacketBytes);
                if (PacketTimes.Find(packet) is [var place, ..]) return PacketTimes.Read(packet[place..]);
            }

            if (isLast || position == 0) return null;
            kept = length - position;
            buffer.AsSpan(position, kept).CopyTo(buffer);
        }
    }

    /// <summary>Writes the segment with its clock moved, until all is written or nobody wants more of it, and closes the stream.</summary>
    /// <exception cref="CutException">The segment could not be read.</exception>
    internal async Task WriteAsync(Stream to, ClockShift clock, CancellationToken cancellationToken)
    {
        await using var whole = to.ConfigureAwait(false);
        var source = await SegmentSource.OpenAsync(segment, cancellationToken).ConfigureAwait(false);
        await using var _ = source.ConfigureAwait(false);
        try
        {
            await clock.CopyAsync(buffer => source.ReadAsync(buffer, cancellationToken), to, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // Who reads has gone: with enough, or because of a fault that it tells itself.
        }
    }

    /// <summary>Reads until the buffer is full or there is no more.</summary>
    private static async Task<int> FillAsync(SegmentSource source, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var filled = 0;
        for (
            int read;
            filled < buffer.Length && (read = await source.ReadAsync(buffer[filled..], cancellationToken).ConfigureAwait(false)) > 0;
            filled += read)
        {
            // Until there is nothing more, or no more room.
        }

        return filled;
    }
}
