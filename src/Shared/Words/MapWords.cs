namespace SegmentPipeline;

/// <summary>What a map says in words.</summary>
internal static class MapWords
{
    private const int SecondLength = 19;

    /// <summary>All classes that are not zero and not full.</summary>
    internal static string Classes(ClassMicroseconds microseconds)
    {
        (string Name, long Amount)[] classes =
        [
            ("missing", microseconds.Missing),
            ("unknown", microseconds.Unknown),
            ("partial", microseconds.Partial),
            ("suspect", microseconds.Suspect),
            ("off", microseconds.Off),
        ];
        var words = classes.Where(part => part.Amount > 0).Select(part => $"{part.Name} {DurationWords.TextOf(part.Amount)}").ToList();
        return words.Count == 0 ? "full" : string.Join(", ", words);
    }

    /// <summary>What a mark says.</summary>
    internal const string Corrupt = "corrupt segments";

    /// <summary>When what is shown was audited.</summary>
    internal static string Audited(Timestamp started) => $"Audited {ToSecond(started)} UTC";

    /// <summary>A range with as many digits as it needs.</summary>
    internal static string Range(TimeRange range) => $"{Short(range.Start)} – {Short(range.End)}";

    /// <summary>A range whose ends are rounded down to a second.</summary>
    internal static string RangeToSecond(TimeRange range) => $"{ToSecond(range.Start)}Z – {ToSecond(range.End)}Z";

    private static string ToSecond(Timestamp time) => time.ToString()[..SecondLength].Replace('T', ' ');

    private static string Short(Timestamp time)
    {
        var text = time.ToString().Replace('T', ' ').TrimEnd('Z');
        return (text.EndsWith(".000000", StringComparison.Ordinal) ? text[..^7] : text.TrimEnd('0')) + "Z";
    }
}
