using Ical.Net;

namespace SegmentPipeline.Expectations;

/// <summary>Reads an iCalendar file.</summary>
internal static class CalendarFile
{
    /// <summary>Reads one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="zone">The clock of times that name none.</param>
    /// <param name="clock">Says how long it takes to go through it; null for that of the system.</param>
    /// <exception cref="FormatException">It is none.</exception>
    internal static CalendarRanges Read(string path, TimeZoneInfo zone, TimeProvider? clock = null)
    {
        var text = SourceFile.Read(path);
        CalendarText.Check(text);
        try
        {
            var calendars = CalendarCollection.Load(text);
            var events = new List<EventOccurrences>();
            foreach (var calendar in calendars) events.AddRange(EventOccurrences.AllOf(calendar, zone));
            return new CalendarRanges(events, clock ?? TimeProvider.System);
        }
        catch (Exception fault) when (CalendarFaults.IsAboutTheFile(fault))
        {
            throw CalendarFaults.ExceptionFor(fault);
        }
    }
}
