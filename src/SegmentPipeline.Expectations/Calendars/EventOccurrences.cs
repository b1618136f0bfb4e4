using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;

namespace SegmentPipeline.Expectations;

/// <summary>When an event of a calendar takes place.</summary>
internal sealed class EventOccurrences
{
    private static readonly EvaluationOptions Options = new() { MaxUnmatchedIncrementsLimit = SourceBounds.MostUnmatched };

    private readonly CalendarEvent _event;
    private readonly TimeZoneInfo _zone;
    private readonly HashSet<Timestamp> _replaced;

    private EventOccurrences(CalendarEvent one, TimeZoneInfo zone, HashSet<Timestamp> replaced)
    {
        (_event, _zone, _replaced) = (one, zone, replaced);
        First = MomentOf(one.Start!);
    }

    /// <summary>When it takes place first.</summary>
    internal Timestamp First { get; }

    /// <summary>The events of a calendar that take place: each with what other components put in the place of single occurrences.</summary>
    /// <exception cref="FormatException">An event has no start.</exception>
    internal static IEnumerable<EventOccurrences> AllOf(Calendar calendar, TimeZoneInfo zone)
    {
        var replaced = new Dictionary<string, HashSet<Timestamp>>(StringComparer.Ordinal);
        foreach (var one in calendar.Events)
        {
            if (one.Start is null) throw new FormatException($"the event {one.Uid ?? "without a UID"} has no DTSTART");
            if (one.RecurrenceIdentifier is { Range: not RecurrenceRange.ThisInstance })
                throw new FormatException($"the event {one.Uid} changes an occurrence and all after it (RANGE), which is not followed");
            if (one.RecurrenceIdentifier?.StartTime is not { } id || one.Uid is null) continue;
            if (!replaced.TryGetValue(one.Uid, out var moments)) replaced.Add(one.Uid, moments = []);
            moments.Add(MomentOf(id, zone));
        }

        foreach (var one in calendar.Events.Where(one => one.IsActive))
        {
            var isMaster = one is { RecurrenceIdentifier: null, Uid: not null };
            if (one.RecurrenceRule is { } rule) RecurrenceBounds.Check(rule);
            yield return new EventOccurrences(one, zone, isMaster ? replaced.GetValueOrDefault(one.Uid!) ?? [] : []);
        }
    }

    /// <summary>Adds the times that share something with a window.</summary>
    /// <param name="ranges">They.</param>
    /// <param name="window">The window.</param>
    /// <param name="effort">That of the calendar.</param>
    /// <exception cref="FormatException">There are too many, or a rule cannot be followed.</exception>
    internal void AddTo(List<TimeRange> ranges, TimeRange window, CalendarEffort effort)
    {
        effort.AddEvent();
        if (First >= window.End) return;
        if (_event.RecurrenceRule is { } rule) RecurrenceBounds.CheckSteps(rule, First, window.End);
        foreach (var occurrence in _event.GetOccurrences(FloorOf(window), Options))
        {
            var start = MomentOf(occurrence.Period.StartTime);
            if (start >= window.End) return;
            effort.AddOccurrence();
            if (_replaced.Contains(start)) continue;
            var range = new TimeRange(start, Timestamp.Max(start, EndOf(occurrence.Period))).Intersect(window);
            if (!range.IsEmpty) ranges.Add(range);
        }
    }

    /// <summary>Days are those of the clock, hours are exact. The library's own end is a local time: in an hour that comes twice it is the
    /// first.</summary>
    private Timestamp EndOf(Period period)
    {
        if (period.Duration is not { } duration) return MomentOf(period.EndTime ?? period.StartTime);
        var days = (7 * (duration.Weeks ?? 0)) + (duration.Days ?? 0);
        var exact = new TimeSpan(duration.Hours ?? 0, duration.Minutes ?? 0, duration.Seconds ?? 0);
        return MomentOf(days == 0 ? period.StartTime : period.StartTime.AddDays(days)) + exact;
    }

    /// <summary>From when on the library looks, by the clock of the event; null for an event that comes once: it is always looked
    /// at.</summary>
    private CalDateTime? FloorOf(TimeRange window)
    {
        if (_event.RecurrenceRule is null) return null;
        var floor = LocalTimes.ToLocal(Timestamp.Max(window.Start, First), TimeZoneInfo.Utc).AddDays(-2);
        var start = _event.Start!;
        if (!start.HasTime) return new CalDateTime(DateOnly.FromDateTime(floor));
        return start.IsFloating ? new CalDateTime(floor, null) : new CalDateTime(floor, CalDateTime.UtcTzId);
    }

    private Timestamp MomentOf(CalDateTime time) => MomentOf(time, _zone);

    /// <summary>A time without a zone, and a date, are those of the clock that was named.</summary>
    private static Timestamp MomentOf(CalDateTime time, TimeZoneInfo zone) => time.IsFloating || !time.HasTime
        ? LocalTimes.ToMoment(time.Value, zone)
        : Timestamp.FromDateTimeOffset(new DateTimeOffset(time.AsUtc, TimeSpan.Zero));
}
