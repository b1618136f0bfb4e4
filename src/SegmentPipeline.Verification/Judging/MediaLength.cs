namespace SegmentPipeline;

/// <summary>How long the media of a file lasts, as far as it was read.</summary>
/// <param name="Ticks">The length, or the best guess at it.</param>
/// <param name="LeastTicks">It is no shorter.</param>
/// <param name="MostTicks">It is no longer.</param>
internal readonly record struct MediaLength(long Ticks, long LeastTicks, long MostTicks)
{
    private const long MicrosecondsPer9Ticks = 100;

    /// <summary>Whether it is known exactly.</summary>
    internal bool IsExact => LeastTicks == MostTicks;

    /// <summary>Ticks as microseconds, rounded to the nearest.</summary>
    internal static long ToMicroseconds(long ticks) => (ticks * MicrosecondsPer9Ticks + 4 * Math.Sign(ticks)) / 9;

    /// <summary>How long the media of a file lasts; null if it does not say.</summary>
    internal static MediaLength? Measure(FileContent content)
    {
        if (content.Transport.Tracks.Chosen is not { } track) return null;
        if (!content.HasLeftOut) return Exact(track.LengthTicks);
        if (track.IsOfSeveralStretches || track.Head is not { Pictures: > 0 } head || track.Span.Pictures == 0) return null;
        return BetweenEdges(track, head, track.Span);
    }

    /// <summary>From when to when the media of a file lasts; null if it does not say exactly.</summary>
    internal static MediaClock? MeasureClock(FileContent content)
    {
        if (Measure(content) is not { IsExact: true } || content.Transport.Tracks.Chosen is not { } track) return null;
        var first = SegmentPipeline.Ticks.Wrapped(track.First);
        var tracks = content.Transport.Tracks;
        return new MediaClock
        {
            FirstPts = first,
            EndPts = first + SegmentPipeline.Ticks.Wrapped(track.End - track.First),
            Pids = tracks.HasList ? [.. content.Transport.Program.Pids] : [.. tracks.All.Select(one => one.Pid).Order()],
        };
    }

    /// <summary>Whether it is surely further than something from a promised length.</summary>
    internal bool IsApart(long microseconds, long mostMicroseconds)
    {
        var promised = microseconds * 9;
        var most = mostMicroseconds * 9;
        return LeastTicks * MicrosecondsPer9Ticks - promised > most || promised - MostTicks * MicrosecondsPer9Ticks > most;
    }

    private static MediaLength Exact(long ticks) => new(ticks, ticks, ticks);

    /// <summary>Where pictures are not decoded in the order in which they are shown, the first and the last one may lie among the bytes
    /// that were left out; and one picture alone does not say how long it lasts.</summary>
    private static MediaLength BetweenEdges(MediaTrack track, in ClockSpan head, in ClockSpan tail)
    {
        var length = track.End - head.First;
        var delay = Math.Max(head.MostDelay, tail.MostDelay);
        if (delay == 0 && tail.LastLasts > 0) return Exact(length);
        var lasts = tail.LastLasts > 0 ? tail.LastLasts : SegmentPipeline.Ticks.PerSecond;
        return new MediaLength(
            length,
            tail.Last - head.First,
            Math.Max(tail.Last, tail.LastDecode + delay) + lasts - Math.Min(head.First, head.FirstDecode));
    }
}
