using SegmentPipeline.Reports;

namespace SegmentPipeline.Scheduling;

/// <summary>The formats of reports: the word of each, and who writes it.</summary>
internal static class ScheduledReportFormats
{
    private static readonly Row[] All =
    [
        new(ScheduledReportFormat.Ndjson, "ndjson", (place, fields, _) => new NdjsonRecordWriter(place, fields)),
        new(ScheduledReportFormat.Json, "json", (place, fields, _) => new JsonRecordWriter(place, fields)),
        new(ScheduledReportFormat.Csv, "csv", (place, _, _) => new CsvRecordWriter(place)),
        new(ScheduledReportFormat.Parquet, "parquet", (place, fields, _) => new ParquetRecordWriter(place, fields)),
        new(ScheduledReportFormat.Html, "html", (place, fields, select) => new ReportPageWriter(place, fields, select)),
    ];

    /// <summary>The format of a word; null if it is none.</summary>
    internal static ScheduledReportFormat? Find(string word)
    {
        foreach (var row in All)
        {
            if (row.Word.Equals(word, StringComparison.OrdinalIgnoreCase)) return row.Format;
        }

        return null;
    }

    /// <summary>What is wrong with a word; null if nothing is.</summary>
    internal static string? FaultOf(string word) =>
        Find(word) is null ? $"'{word}' is none of {string.Join(", ", All.Select(row => row.Word))}" : null;

    /// <summary>The word of a format.</summary>
    internal static string WordOf(ScheduledReportFormat format) => RowOf(format).Word;

    /// <summary>Makes what writes a format.</summary>
    /// <param name="format">The format.</param>
    /// <param name="place">Where to.</param>
    /// <param name="fields">Which fields.</param>
    /// <param name="select">Selects what a page shows of single segments.</param>
    internal static IRecordWriter CreateWriter(
        ScheduledReportFormat format,
        Stream place,
        RecordFields fields,
        Func<StreamId, TimeRange, Task<SegmentSequence>> select) => RowOf(format).Create(place, fields, select);

    private static Row RowOf(ScheduledReportFormat format) =>
        Array.Find(All, row => row.Format == format) ?? throw new ArgumentOutOfRangeException(nameof(format), format, "no such format");

    private sealed record Row(
        ScheduledReportFormat Format,
        string Word,
        Func<Stream, RecordFields, Func<StreamId, TimeRange, Task<SegmentSequence>>, IRecordWriter> Create);
}
