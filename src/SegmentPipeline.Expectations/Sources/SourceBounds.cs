namespace SegmentPipeline.Expectations;

/// <summary>How much of a source is taken. What is larger says no schedule of a recorder.</summary>
internal static class SourceBounds
{
    internal const int MostFileBytes = 16_000_000;
    internal const int MostLineBytes = 64 * 1024;
    internal const int MostRanges = 1_000_000;

    /// <summary>How often the events of a calendar may take place.</summary>
    internal const int MostOccurrences = 100_000;

    internal const int MostEvents = 10_000;
    internal const int MostDepth = 8;
    internal const int MostRules = 1000;

    /// <summary>How many times in a row a recurrence may come to nothing before it counts as one that never comes.</summary>
    internal const int MostUnmatched = 10_000;
}
