namespace SegmentPipeline.Expectations;

/// <summary>How much is spent on finding the times of a calendar, all events together.</summary>
/// <param name="clock">Says how long it has taken so far.</param>
internal sealed class CalendarEffort(TimeProvider clock)
{
    private readonly long _began = clock.GetTimestamp();
    private int _occurrences;

    /// <summary>Notes that an event is looked at.</summary>
    /// <exception cref="FormatException">It has taken too long.</exception>
    internal void AddEvent()
    {
        if (clock.GetElapsedTime(_began) > SourceBounds.MostTime)
            throw new FormatException($"takes longer than {SourceBounds.MostTime.TotalSeconds:0} seconds to go through");
    }

    /// <summary>Notes that an event takes place, for however short a time.</summary>
    /// <exception cref="FormatException">Events take place too often, or it has taken too long.</exception>
    internal void AddOccurrence()
    {
        AddEvent();
        if (++_occurrences > SourceBounds.MostOccurrences)
            throw new FormatException($"events take place more than {SourceBounds.MostOccurrences} times");
    }
}
