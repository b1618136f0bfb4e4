namespace SegmentPipeline.Cli;

/// <summary>Moments in prose: no zeros at their ends, and no date where it goes without saying.</summary>
internal sealed class TimeWords(Timestamp moment)
{
    private const int DateLength = 10;
    private const int SecondLength = 19;

    private readonly string _date = moment.ToString()[..DateLength];

    /// <summary>A moment with its date.</summary>
    internal static string Full(Timestamp time) => $"{time.ToString().TrimEnd('Z').TrimEnd('0').TrimEnd('.')}Z";

    /// <summary>A moment, rounded down to a second, for columns.</summary>
    internal static string ToSecond(Timestamp time) => time.ToString()[..SecondLength].Replace('T', ' ');

    /// <summary>The same, to a minute.</summary>
    internal static string ToMinute(Timestamp time) => ToSecond(time)[..^3];

    /// <summary>A moment; on the day that all is about, only the time of day.</summary>
    internal string TextOf(Timestamp time)
    {
        var text = Full(time);
        return text.StartsWith(_date + "T", StringComparison.Ordinal) ? text[(DateLength + 1)..^1] : text;
    }

    /// <summary>A range and how long it is.</summary>
    internal string TextOf(TimeRange range) => $"{TextOf(range.Start)} to {TextOf(range.End)} ({DurationWords.TextOf(range.Microseconds)})";
}
