using System.Buffers.Binary;

namespace SegmentPipeline.Playback;

/// <summary>Moves the clock of a transport stream: adds as many ticks to each of its times, and lets it wrap where a clock of 33 bits
/// does.</summary>
/// <remarks>
/// The clock starts at zero again every 26.5 hours. ffmpeg guesses what a time near that moment means, differently for segments that begin
/// before it, behind it, or with pictures and sound on different sides of it; and it writes no time before zero. So it is given segments
/// whose clock is far from there, and what it writes is moved back. What is no transport stream, is scrambled or has no times stays as it
/// is.
/// </remarks>
/// <param name="ticks">How many ticks of 1/90,000 second, of either sign.</param>
internal sealed class ClockShift(long ticks)
{
    /// <summary>Ticks of a second.</summary>
    internal const long TicksPerSecond = 90_000;

    /// <summary>Where the clock starts again.</summary>
    internal const long WrapTicks = 1L << 33;

    private const int BufferBytes = 1024 * PacketFinder.PacketBytes;
    private const int ReferenceStart = 6; // Behind the header, the length of the adaptation field, and its flags.
    private const byte HasReference = 0x10;

    private readonly PacketFinder _packets = new();

    /// <summary>Copies a whole stream.</summary>
    /// <param name="readAsync">Fills a buffer with what comes next, and says how much that is; 0 at the end.</param>
    /// <param name="to">Where to.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The bytes written, as many as were read.</returns>
    internal async Task<long> CopyAsync(Func<Memory<byte>, ValueTask<int>> readAsync, Stream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        var (held, written) = (0, 0L);
        while (true)
        {
            var read = await readAsync(buffer.AsMemory(held)).ConfigureAwait(false);
            held += read;
            var done = Apply(buffer.AsSpan(0, held), isLast: read == 0);
            await to.WriteAsync(buffer.AsMemory(0, done), cancellationToken).ConfigureAwait(false);
            written += done;
            held -= done;
            if (read == 0) return written;
            buffer.AsSpan(done, held).CopyTo(buffer);
        }
    }

    /// <summary>Moves the times of whole packets.</summary>
    /// <returns>How many bytes are done; the rest must come again, with what follows it.</returns>
    private int Apply(Span<byte> bytes, bool isLast)
    {
        var position = 0;
        while (_packets.Next(bytes, ref position, isLast) is { } start)
        {
            var packet = bytes.Slice(start, PacketFinder.PacketBytes);
            MoveReference(packet);
            foreach (var place in PacketTimes.Find(packet)) PacketTimes.Write(packet[place..], PacketTimes.Read(packet[place..]) + ticks);
        }

        return isLast ? bytes.Length : position;
    }

    /// <summary>The program's clock reference: 33 bits, six of padding, nine of a finer clock.</summary>
    private void MoveReference(Span<byte> packet)
    {
        if ((packet[3] & 0x20) == 0 || packet[4] < 7 || (packet[5] & HasReference) == 0) return;
        var field = packet[ReferenceStart..];
        var high = BinaryPrimitives.ReadUInt32BigEndian(field);
        var moved = ((((long)high << 1) | (uint)(field[4] >> 7)) + ticks) & (WrapTicks - 1);
        BinaryPrimitives.WriteUInt32BigEndian(field, (uint)(moved >> 1));
        field[4] = (byte)((field[4] & 0x7F) | (int)((moved & 1) << 7));
    }
}
