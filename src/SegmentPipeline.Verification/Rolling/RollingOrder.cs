namespace SegmentPipeline.Verification;

/// <summary>In what order hours are verified by someone who remembers.</summary>
/// <remarks>
/// Source: docs/verification.md §5. First hours of which a corrupt file was replaced or written to since: what was mended need not stay
/// known as corrupt until the hour has waited long enough. Then what was begun and is as it was; then what was never verified, or has
/// changed since, or was looked into less deeply, newest first; then what has waited longest. An hour that is not over comes last: it would
/// change until the next run, and be read again and again.
/// </remarks>
internal sealed class RollingOrder(HourScope scope)
{
    /// <summary>The hours in their order.</summary>
    internal IReadOnlyList<CountedHour> Sort(IReadOnlyList<CountedHour> hours)
    {
        var sorted = new List<(Turn Turn, long Within, int Number, CountedHour Hour)>(hours.Count);
        for (var i = 0; i < hours.Count; i++)
        {
            if (hours[i] is { Files: 0, Known: null }) continue;
            var turn = TurnOf(hours[i]);
            var within = turn == Turn.Waiting ? hours[i].Known!.VerifiedAt.UnixMicroseconds : -hours[i].Hour.Start.UnixMicroseconds;
            sorted.Add((turn, within, i, hours[i]));
        }

        sorted.Sort(static (left, right) => (left.Turn, left.Within, left.Number).CompareTo((right.Turn, right.Within, right.Number)));
        return [.. sorted.Select(item => item.Hour)];
    }

    /// <summary>How long the hour has waited that has waited the longest: since it was verified, even if it has changed since then; if it
    /// never was, since it was over. Hours that are not over do not wait.</summary>
    /// <param name="hours">All hours, as they were when the run began.</param>
    /// <param name="finished">Those that were verified in it.</param>
    /// <param name="began">When the run began.</param>
    /// <param name="now">When it ends.</param>
    internal TimeSpan FindOldest(
        IReadOnlyList<CountedHour> hours,
        IReadOnlySet<(StreamId Stream, Hour Hour)> finished,
        Timestamp began,
        Timestamp now)
    {
        var oldest = now;
        foreach (var hour in hours)
        {
            if (hour.Files == 0 || !scope.IsOver(hour.Hour)) continue;
            var since = finished.Contains((hour.Stream.Id, hour.Hour)) ? began : hour.Known?.VerifiedAt ?? hour.Hour.End;
            oldest = Timestamp.Min(oldest, since);
        }

        return now - oldest;
    }

    private Turn TurnOf(CountedHour hour)
    {
        if (!scope.IsOver(hour.Hour)) return Turn.NotOver;
        if (hour.HasChangedCorrupt) return Turn.Mended;
        if (!hour.IsVerified) return Turn.New;
        return hour.Known!.UpTo is null ? Turn.Waiting : Turn.Begun;
    }

    private enum Turn
    {
        Mended,
        Begun,
        New,
        Waiting,
        NotOver,
    }
}
