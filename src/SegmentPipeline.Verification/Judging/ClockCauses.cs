namespace SegmentPipeline;

/// <summary>What is wrong with the clock of the media, and how long the media is.</summary>
internal static class ClockCauses
{
    private const long MostApartMicroseconds = 250_000;

    internal static CorruptCause? FindClock(FileContent content)
    {
        if (!content.Transport.Facts.IsTransport) return null;
        var tracks = content.Transport.Tracks.All.ToList();
        var stepped = tracks.Where(track => track is { Step: not null, IsScrambled: false }).MinBy(track => track.Step!.Value.Packet);
        if (stepped?.Step is { } step) return Cause(stepped.Pid, step.Packet, MediaLength.ToMicroseconds(step.Ticks));
        var isTold = !content.HasLeftOut || content.HasEarlyMedia;
        var hasNoTime = tracks.Count > 0 && !tracks.Exists(track => track.HasTime || track.IsScrambled);
        return isTold && hasNoTime ? Cause(tracks[0].Pid, null, null) : null;
    }

    internal static CorruptCause? FindDuration(FileContent content)
    {
        if (content.Name is not { } name || MediaLength.Measure(content) is not { } length) return null;
        var promised = name.Duration.Ticks / TimeSpan.TicksPerMicrosecond;
        if (!length.IsApart(promised, MostApartMicroseconds)) return null;
        return new CorruptCause
        {
            Cause = CorruptCauseKind.Duration,
            NameMicroseconds = promised,
            MediaMicroseconds = MediaLength.ToMicroseconds(length.Ticks),
        };
    }

    private static CorruptCause Cause(int pid, long? packet, long? stepMicroseconds) => new()
    {
        Cause = CorruptCauseKind.Clock,
        Pid = pid,
        Packet = packet,
        StepMicroseconds = stepMicroseconds,
    };
}
