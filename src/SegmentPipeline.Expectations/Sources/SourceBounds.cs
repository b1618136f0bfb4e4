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

    /// <summary>How many values the BY parts of a rule may give together.</summary>
    internal const int MostRuleValues = 10_000;

    /// <summary>How many values of a rule may lie between the first time of an event and the end of a window: the library goes through
    /// all of them.</summary>
    internal const int MostSteps = 1_000_000;

    internal const int MostDepth = 8;
    internal const int MostRules = 1000;

    /// <summary>How many times in a row a recurrence may come to nothing before it counts as one that never comes.</summary>
    internal const int MostUnmatched = 10_000;

    /// <summary>How long a calendar may be gone through.</summary>
    internal static readonly TimeSpan MostTime = TimeSpan.FromSeconds(10);
}
