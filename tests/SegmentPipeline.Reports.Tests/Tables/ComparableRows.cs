using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SegmentPipeline.Reports.Tests.Tables;

/// <summary>The rows of a table and the lines of the same report in NDJSON, so that they can be compared: a text for each, with all that is
/// not null.</summary>
internal static class ComparableRows
{
    private const string TimesAsNumbers =
        """
        SELECT * REPLACE (epoch_us(start) AS start, epoch_us("end") AS "end", epoch_us(hour) AS hour, epoch_us(previousStart) AS previousStart,
            epoch_us(previousEnd) AS previousEnd, epoch_us(lastEnd) AS lastEnd) FROM 'report.parquet'
        """;

    internal static string[] Of(DuckTable table) => [.. table.Query(TimesAsNumbers).Select(row => Text(row))];

    internal static async Task<string[]> OfNdjsonAsync(IEnumerable<AuditRecord> records)
    {
        using var bytes = new MemoryStream();
        var writer = new NdjsonRecordWriter(bytes);
        foreach (var record in records)
        {
            if (record is not (HeaderRecord or SummaryRecord)) await writer.WriteAsync(record);
        }

        await writer.CompleteAsync();
        return
        [
            .. Encoding
                .UTF8.GetString(bytes.ToArray())
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => Text(RowOf(line))),
        ];
    }

    private static Dictionary<string, object> RowOf(string line)
    {
        var row = new Dictionary<string, object>();
        using var json = JsonDocument.Parse(line);
        foreach (var field in json.RootElement.EnumerateObject()) Add(row, field.Name, field.Value);
        return row;
    }

    private static void Add(Dictionary<string, object> row, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.Array: break; // The list of vanished files has no column.
            case JsonValueKind.Object:
                foreach (var field in value.EnumerateObject())
                    Add(row, field.Name + char.ToUpperInvariant(name[0]) + name[1..], field.Value);
                break;
            case JsonValueKind.String when name is "start" or "end" or "previousStart" or "previousEnd" or "lastEnd" or "hour":
                row.Add(name, MicrosecondsOf(value.GetString()!));
                break;
            case JsonValueKind.String: row.Add(name, VisibleText.MakeVisible(value.GetString()!)); break;
            case JsonValueKind.Number: row.Add(name, value.GetInt64()); break;
            default: row.Add(name, value.GetBoolean()); break;
        }
    }

    // Hostile archives have times beyond the year 9999, which only the writers know how to write.
    private static long MicrosecondsOf(string text) => text.StartsWith("10000-01-01", StringComparison.Ordinal)
        ? Timestamp.Parse("9999-12-31" + text["10000-01-01".Length..]).AddMicroseconds(24 * Timestamp.MicrosecondsPerHour).UnixMicroseconds
        : Timestamp.Parse(text).UnixMicroseconds;

    private static string Text(Dictionary<string, object> row) => string.Join(
        ", ",
            row.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value}")));
}
