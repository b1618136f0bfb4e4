namespace SegmentPipeline.Verification;

/// <summary>A segment of the playable sequence, as its neighbours see it.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Range">Start and end as its name says.</param>
/// <param name="Clock">From when to when its media lasts; null if that was not told in this run, or if it is partial.</param>
internal sealed record ClockNeighbour(EntryPath Path, TimeRange Range, MediaClock? Clock);

/// <summary>Compares the clocks of two neighbours with their names.</summary>
/// <remarks>Source: docs/verification.md §3.</remarks>
internal sealed class ClockPair(long toleranceMicroseconds)
{
    private const long MostHiddenMicroseconds = 250_000;
    private const long MostPhantomMicroseconds = 100_000;
    private const long MostLeapMicroseconds = 10_000_000;
    private const long Turn = 1L << 33;

    /// <summary>What is wrong between two segments; null if nothing is, or if there is no telling.</summary>
    internal ClockRecord? Compare(ClockNeighbour before, ClockNeighbour after)
    {
        if (before.Clock is not { } left || after.Clock is not { } right) return null;
        var gap = after.Range.Start.MicrosecondsSince(before.Range.End);
        var ticks = right.FirstPts - left.EndPts;
        var apart = ToMicroseconds(Unwrap(ticks));

        // Of a gap of many hours the clock tells only what is left after whole turns.
        var leap = ToMicroseconds(Unwrap(ticks - (long)((Int128)gap * 9 / 100 % Turn)));
        var isRestart = Math.Abs(leap) > MostLeapMicroseconds;
        if (!left.Pids.SequenceEqual(right.Pids)) return Found(ClockFault.Restart, leap);
        if (gap > toleranceMicroseconds && Math.Abs(apart) <= MostPhantomMicroseconds) return Found(ClockFault.PhantomHole, gap);
        if (isRestart) return Found(ClockFault.Restart, leap);
        if (Math.Abs(gap) > toleranceMicroseconds) return null;
        if (apart > MostHiddenMicroseconds) return Found(ClockFault.HiddenHole, apart);
        return apart < -MostHiddenMicroseconds ? Found(ClockFault.Repeat, -apart) : null;

        ClockRecord Found(ClockFault fault, long microseconds) => new()
        {
            Clock = fault,
            Range = TimeRange.Unordered(before.Range.End, after.Range.Start),
            Microseconds = microseconds,
            Before = before.Path,
            After = after.Path,
        };
    }

    /// <summary>The same difference modulo a turn of the clock, as near to zero as it can be.</summary>
    private static long Unwrap(long ticks)
    {
        var rest = ticks % Turn;
        if (rest >= Turn / 2) return rest - Turn;
        return rest < -Turn / 2 ? rest + Turn : rest;
    }

    private static long ToMicroseconds(long ticks) => ticks * 100 / 9;
}
