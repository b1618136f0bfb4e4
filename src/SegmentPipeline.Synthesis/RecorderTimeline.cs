namespace SegmentPipeline.Synthesis;

/// <summary>The segments of a recorder that never failed: sessions of two to four hours, each with a sub-second phase of its own,
/// one beginning exactly where the other ended. Any hour can be drawn without drawing the hours before it.</summary>
/// <param name="seed">What sessions and phases are drawn from.</param>
/// <param name="first">The hour in whose first moment the timeline begins.</param>
/// <param name="segmentMicroseconds">Length of a regular segment: whole seconds, at most 60.</param>
internal sealed class RecorderTimeline(ulong seed, Hour first, long segmentMicroseconds)
{
    private const int HoursPerSession = 3;

    /// <summary>A session ends, and the next begins, between these two minutes of an hour. Segments outside are regular, but for
    /// the very first.</summary>
    internal const int FirstMinuteOfSessionEnds = 52;

    /// <summary>See <see cref="FirstMinuteOfSessionEnds"/>; exclusive.</summary>
    internal const int LastMinuteOfSessionEnds = 57;

    private readonly int _microsecondsBelowMilliseconds = new SplitMix64(seed).Below(1000);

    /// <summary>The segments from the first that starts at <paramref name="moment"/> or after it, without end.</summary>
    internal IEnumerable<RecorderSegment> From(Timestamp moment)
    {
        moment = Timestamp.Max(moment, first.Start);
        var session = SessionAt(moment);
        for (var start = SessionStart(session); ; start = SessionStart(++session))
        {
            var end = SessionStart(session + 1);
            var regular = session == 0 ? start.AddMicroseconds(PhaseMicroseconds(0)) : start;
            if (start < moment)
            {
                var passed = FloorDivision.Divide(moment.MicrosecondsSince(regular) + segmentMicroseconds - 1, segmentMicroseconds);
                start = regular.AddMicroseconds(passed * segmentMicroseconds);
            }

            while (start < end)
            {
                var next = start < regular ? regular : Timestamp.Min(start.AddMicroseconds(segmentMicroseconds), end);
                yield return new RecorderSegment(start, next.MicrosecondsSince(start));
                start = next;
            }
        }
    }

    /// <summary>The last segment that starts before <paramref name="moment"/>.</summary>
    internal RecorderSegment LastBefore(Timestamp moment) =>
        From(moment.AddMicroseconds(-2 * segmentMicroseconds)).TakeWhile(segment => segment.Start < moment).Last();

    /// <summary>The session that <paramref name="moment"/> lies in.</summary>
    private int SessionAt(Timestamp moment)
    {
        var session = (moment.Hour.SinceEpoch - first.SinceEpoch) / HoursPerSession + 1;
        while (SessionStart(session) > moment) session--;
        return session;
    }

    private Timestamp SessionStart(int session)
    {
        if (session == 0) return first.Start;
        var random = new SplitMix64(SplitMix64.Derive(seed, session));
        var hour = new Hour(first.SinceEpoch + session * HoursPerSession - 1 - random.Below(2));
        var second = 60 * FirstMinuteOfSessionEnds + random.Below(60 * (LastMinuteOfSessionEnds - FirstMinuteOfSessionEnds));
        return hour.Start.AddMicroseconds(second * Timestamp.MicrosecondsPerSecond + PhaseMicroseconds(session));
    }

    /// <summary>Phases of two sessions in a row are at least 200 ms apart either way, so that no session ends with a sliver.</summary>
    private long PhaseMicroseconds(int session)
    {
        var random = new SplitMix64(SplitMix64.Derive(seed, -1 - session));
        var milliseconds = (session % 2 == 0 ? 100 : 600) + random.Below(300);
        return milliseconds * 1000L + _microsecondsBelowMilliseconds;
    }
}
