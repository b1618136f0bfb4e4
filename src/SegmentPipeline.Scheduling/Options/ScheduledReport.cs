using System.Globalization;

namespace SegmentPipeline.Scheduling;

/// <summary>A report that is written after each audit of an archive.</summary>
public sealed class ScheduledReport
{
    /// <summary>What stands for the day on which the audit began.</summary>
    private const string Day = "{date}";

    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>How it is written.</summary>
    /// <value><see cref="ScheduledReportFormat.Ndjson"/>.</value>
    public ScheduledReportFormat Format { get; set; } = ScheduledReportFormat.Ndjson;

    /// <summary>The file it is written to. <c>{date}</c> in it is the day on which the audit began, by the clock of the archive's time
    /// zone; without it, each report replaces the one before.</summary>
    /// <value>None; a report must have one.</value>
    public string? Output { get; set; }

    /// <summary>How many reports are kept, the newest days. Once a new one is there, files are removed that have its name with an older
    /// date, and no others.</summary>
    /// <value>None: all are kept.</value>
    public int? Keep { get; set; }

    /// <summary>The file of an audit that began at a moment.</summary>
    internal string PathAt(DateTimeOffset start, TimeZoneInfo zone) => Output!.Replace(
        Day,
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(start, zone).DateTime).ToString(DayFormat, CultureInfo.InvariantCulture),
        StringComparison.Ordinal);

    /// <summary>Whether reports of several days lie side by side, so that old ones can be told: the day stands once, in the name.</summary>
    internal bool IsDaily
    {
        get
        {
            var name = Path.GetFileName(Output!);
            return Count(Output!) == 1 && Count(name) == 1;
        }
    }

    /// <summary>The day that the name of one of these reports has; null if it is no name of one.</summary>
    /// <param name="name">Name of a file.</param>
    internal DateOnly? DayOf(string name)
    {
        var parts = Path.GetFileName(Output!).Split(Day);
        var (before, after) = (parts[0], parts[^1]);
        if (name.Length != before.Length + DayFormat.Length + after.Length
            || !name.StartsWith(before, StringComparison.Ordinal)
            || !name.EndsWith(after, StringComparison.Ordinal)) return null;
        var day = name.AsSpan(before.Length, DayFormat.Length);
        return DateOnly.TryParseExact(day, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
    }

    private static int Count(string text) => text.Split(Day).Length - 1;
}
