using Spectre.Console;
using Spectre.Console.Rendering;
using Cells = Spectre.Console.Rendering.Segment;

namespace SegmentPipeline.Cli;

/// <summary>A column of a table as it is laid out.</summary>
/// <param name="Cell">Which cell of a row stands in it.</param>
/// <param name="Before">How many spaces stand before it.</param>
/// <param name="Width">How wide it is.</param>
/// <param name="IsNumber">Whether its cells stand at the right.</param>
internal readonly record struct LaidColumn(int Cell, int Before, int Width, bool IsNumber);

/// <summary>Writes the rows of tables. A row costs no memory that outlasts it.</summary>
internal sealed class RowWriter(PageText text, Screen screen)
{
    private const char Sample = '#';

    private readonly Dictionary<string, (string Before, string After)> _styles = [];
    private RenderOptions? _options;

    /// <summary>Writes a row. A cell that is wider than its column goes on in further lines, as does one with lines of its own.</summary>
    /// <param name="columns">The columns, all at least two places wide.</param>
    /// <param name="cells">The cells of all columns, also of those that are not shown.</param>
    internal void Write(IReadOnlyList<LaidColumn> columns, IReadOnlyList<FittedCell> cells)
    {
        var further = 0;
        for (var line = 0; line <= further; line++)
        {
            foreach (var column in columns)
            {
                var cell = cells[column.Cell];
                text.WriteSpaces(column.Before);
                if (IsOneLine(cell.Text, column.Width))
                {
                    Write(line == 0 ? cell.Text : "", cell.Style, column);
                    continue;
                }

                var lines = Broken(cell.Text, column.Width);
                further = Math.Max(further, lines.Count - 1);
                Write(line < lines.Count ? lines[line] : "", cell.Style, column);
            }

            text.Write('\n');
        }
    }

    private static bool IsOneLine(string cell, int width) =>
        FittedCell.PlacesOf(cell) <= width && !cell.Contains('\n', StringComparison.Ordinal);

    private void Write(string line, string? style, LaidColumn column)
    {
        var spaces = Math.Max(0, column.Width - FittedCell.PlacesOf(line));
        if (column.IsNumber) text.WriteSpaces(spaces);
        WriteStyled(line, style);
        if (!column.IsNumber) text.WriteSpaces(spaces);
    }

    private void WriteStyled(string line, string? style)
    {
        if (line.Length == 0) return;
        if (style is null || !screen.HasColours)
        {
            text.Write(line);
            return;
        }

        if (!_styles.TryGetValue(style, out var sequences)) _styles.Add(style, sequences = SequencesOf(style));
        text.Write(sequences.Before);
        text.Write(line);
        text.Write(sequences.After);
    }

    /// <summary>What the terminal is sent before and after text of a style.</summary>
    private (string Before, string After) SequencesOf(string style)
    {
        using var sample = new StringWriter();
        ReportPage.ConsoleOf(sample, screen).Markup($"[{style}]{Sample}[/]");
        var sequences = sample.ToString().Split(Sample);
        return (sequences[0], sequences[1]);
    }

    /// <summary>A cell broken between words, and inside those that are wider than its column.</summary>
    private List<string> Broken(string cell, int width)
    {
        _options ??= RenderOptions.Create(ReportPage.ConsoleOf(TextWriter.Null, screen));
        var segments = ((IRenderable)new Text(cell)).Render(_options, width);
        return Cells.SplitLines(segments, width).ConvertAll(line => string.Concat(line.Select(segment => segment.Text)));
    }
}
