using System.Text.Json;

namespace SegmentPipeline.Expectations;

/// <summary>A list of ranges as a schedule exports it: NDJSON with <c>start</c> and <c>end</c>, or CSV whose first line may name the
/// columns.</summary>
internal static class RangesFile
{
    /// <exception cref="FormatException">It is no such file.</exception>
    internal static IExpectedSource Read(string path)
    {
        var text = SourceFile.Read(path);
        var ranges = new List<TimeRange>();
        var isJson = text.AsSpan().TrimStart() is ['{', ..];
        var (number, columns) = (0, (Start: 0, End: 1));
        foreach (var full in text.AsSpan().EnumerateLines())
        {
            number++;
            var line = full.Trim();
            if (line.IsEmpty) continue;
            if (line.Length > SourceBounds.MostLineBytes) throw Fault(number, "it is too long");
            if (ranges.Count >= SourceBounds.MostRanges) throw new FormatException($"has more than {SourceBounds.MostRanges} ranges");
            if (isJson)
            {
                ranges.Add(ReadJson(line.ToString(), number));
                continue;
            }

            var cells = CellsOf(line);
            if (ranges.Count == 0 && HeadingsOf(cells) is { } headings) columns = headings;
            else ranges.Add(ReadCells(cells, columns, number));
        }

        return new FixedRanges(ranges);
    }

    private static TimeRange ReadJson(string line, int number)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return RangeOf(TextOf(json.RootElement, "start"), TextOf(json.RootElement, "end"), number);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw Fault(number, "it is not JSON");
        }
    }

    private static string? TextOf(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static TimeRange ReadCells(List<string> cells, (int Start, int End) columns, int number) =>
        RangeOf(cells.ElementAtOrDefault(columns.Start), cells.ElementAtOrDefault(columns.End), number);

    private static TimeRange RangeOf(string? start, string? end, int number)
    {
        if (start is null || end is null) throw Fault(number, "it has no start and end");
        if (!Timestamp.TryParse(start, out var from, out var fault) || !Timestamp.TryParse(end, out var to, out fault))
            throw Fault(number, fault);
        return from <= to ? new TimeRange(from, to) : throw Fault(number, $"it ends {to}, before its start {from}");
    }

    /// <summary>The places of start and end, if cells name columns.</summary>
    private static (int Start, int End)? HeadingsOf(List<string> cells)
    {
        var start = cells.FindIndex(cell => cell.Equals("start", StringComparison.OrdinalIgnoreCase));
        var end = cells.FindIndex(cell => cell.Equals("end", StringComparison.OrdinalIgnoreCase));
        return start >= 0 && end >= 0 ? (start, end) : null;
    }

    private static List<string> CellsOf(ReadOnlySpan<char> line)
    {
        var cells = new List<string>();
        while (true)
        {
            line = line.TrimStart();
            if (line is not ['"', ..])
            {
                var comma = line.IndexOf(',');
                cells.Add((comma < 0 ? line : line[..comma]).Trim().ToString());
                if (comma < 0) return cells;
                line = line[(comma + 1)..];
                continue;
            }

            var end = 1;
            while (end < line.Length && (line[end] != '"' || (end + 1 < line.Length && line[end + 1] == '"'))) end += line[end] == '"' ? 2 : 1;
            cells.Add(line[1..Math.Min(end, line.Length)].ToString().Replace("\"\"", "\"", StringComparison.Ordinal).Trim());
            var next = end < line.Length ? line[end..].IndexOf(',') : -1;
            if (next < 0) return cells;
            line = line[(end + next + 1)..];
        }
    }

    private static FormatException Fault(int line, string what) => new($"line {line}: {what}");
}
