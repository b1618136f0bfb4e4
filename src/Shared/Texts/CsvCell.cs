namespace SegmentPipeline;

/// <summary>Cells of a line as RFC 4180 has it, harmless in spreadsheets.</summary>
/// <remarks>Spreadsheets run cells that look like formulas, and names in an archive are chosen by strangers: a cell that starts with
/// <c>=</c>, <c>+</c>, <c>-</c>, <c>@</c>, a tab or a carriage return gets an apostrophe before it.</remarks>
internal static class CsvCell
{
    /// <summary>The cell that stands for a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="visible">The same without control characters, so that no cell breaks its line.</param>
    internal static string Quoted(string text, string visible)
    {
        if (text.Length == 0) return text;
        if (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r') visible = "'" + visible;
        return visible.AsSpan().ContainsAny(',', '"') ? $"\"{visible.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : visible;
    }
}
