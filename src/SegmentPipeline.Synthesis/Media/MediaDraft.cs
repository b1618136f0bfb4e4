namespace SegmentPipeline.Synthesis;

/// <summary>What a file of media is to hold.</summary>
/// <param name="Start">The moment of its first picture, by the encoder's clock.</param>
/// <param name="DurationMicroseconds">How long the pictures last together.</param>
/// <param name="LeastBytes">How large the file is at least, as far as whole packets can be below it; the rest is stuffing.</param>
/// <param name="Seed">What the stuffing is drawn from.</param>
internal readonly record struct MediaDraft(Timestamp Start, long DurationMicroseconds, long LeastBytes, ulong Seed)
{
    private const long PictureMicroseconds = 100_000;

    /// <summary>How many pictures there are; at least two, for the length of the last is that of the one before.</summary>
    internal int Pictures => (int)Math.Max(2, DurationMicroseconds / PictureMicroseconds);

    /// <summary>The clock of a picture, in ticks of 90 kHz, of 33 bits; of the one behind the last, where the media ends.</summary>
    internal long TicksAt(int picture)
    {
        var first = Ticks(Start.UnixMicroseconds);
        var end = Ticks(Start.UnixMicroseconds + DurationMicroseconds);
        return first + (end - first) * picture / Pictures & MediaPacket.ClockMask;
    }

    private static long Ticks(long microseconds) => FloorDivision.Divide(microseconds * 9, 100);
}
