using SegmentPipeline.Hosting;

namespace SegmentPipeline.Scheduling;

/// <summary>A report that is written after each audit of an archive.</summary>
public sealed class ScheduledReport
{
    /// <summary>How it is written: <see cref="ReportFormat.Ndjson"/>, <see cref="ReportFormat.Json"/> or
    /// <see cref="ReportFormat.Csv"/>.</summary>
    /// <value><see cref="ReportFormat.Ndjson"/>.</value>
    public ReportFormat Format { get; set; } = ReportFormat.Ndjson;

    /// <summary>The file it is written to. <c>{date}</c> in it is the day on which the audit began, by the clock of the archive's time
    /// zone; without it, each report replaces the one before.</summary>
    /// <value>None; a report must have one.</value>
    public string? Output { get; set; }

    /// <summary>The file of an audit that began at a moment.</summary>
    internal string PathAt(DateTimeOffset start, TimeZoneInfo zone) =>
        Output!.Replace(
            "{date}",
            TimeZoneInfo.ConvertTime(start, zone).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            StringComparison.Ordinal);
}
