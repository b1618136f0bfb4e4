namespace SegmentPipeline.Cli;

/// <summary>A column of a table that is fitted to a screen.</summary>
/// <param name="Heading">What stands above it, in one line or more.</param>
/// <param name="Rank">When it is left out: the highest first, all of a rank together, zero never.</param>
/// <param name="IsNumber">Whether it is a number, which stands at the right.</param>
internal readonly record struct FittedColumn(string Heading, int Rank, bool IsNumber = false)
{
    /// <summary>Its heading in a sentence.</summary>
    internal string Name => Heading.Replace("-\n", "", StringComparison.Ordinal).Replace('\n', ' ').Trim().ToLowerInvariant();
}

/// <summary>A table in which one column, a name, may go on in further lines, and nothing else is ever broken: where there is no room for
/// all columns, those that can best be missed are left out, and named below.</summary>
/// <param name="columns">The columns.</param>
/// <param name="rows">The rows, a cell a column. They are asked for twice, for the widths and for the lines, and none is kept.</param>
/// <param name="name">Which of the columns is the name, or none.</param>
internal sealed class FittedTable(IReadOnlyList<FittedColumn> columns, IEnumerable<FittedCell[]> rows, int? name = null)
{
    private const int Between = 2;
    private const int LeastNameColumns = 2; // A letter may take two, and would wait forever for room in one.
    private const int FewestNameColumns = 8;
    private const int EnoughNameColumns = 16;
    private const int NameParts = 5;

    /// <summary>How far all of it stands to the right.</summary>
    internal int Indent { get; init; }

    internal bool HasHeadings { get; init; } = true;

    /// <summary>Puts as much of the table on a page as there is room for.</summary>
    internal void AddTo(ReportPage page, Screen screen)
    {
        var widths = Widths();
        var shown = Fitting(widths, screen.TextWidth);
        var laid = Laid(shown, widths, screen.TextWidth);
        if (HasHeadings) page.AddRow(laid, Headings(shown));
        foreach (var row in rows) page.AddRow(laid, row);
        var left = columns.Where((_, column) => !shown.Contains(column)).Select(column => column.Name).ToList();
        if (left.Count > 0) page.AddLine($"[dim]No room for: {string.Join(", ", left)}[/]");
    }

    /// <summary>How wide the widest line of each column is.</summary>
    private int[] Widths()
    {
        var widths = columns.Select(column => HasHeadings ? column.Heading.Split('\n').Max(FittedCell.PlacesOf) : 0).ToArray();
        foreach (var row in rows)
        {
            for (var column = 0; column < widths.Length; column++)
            {
                widths[column] = Math.Max(widths[column], FittedCell.PlacesOf(row[column].Text));
            }
        }

        return widths;
    }

    /// <summary>The columns that there is room for.</summary>
    private List<int> Fitting(int[] widths, int width)
    {
        var shown = Enumerable.Range(0, columns.Count).ToList();
        var enough = Math.Clamp(width / NameParts, FewestNameColumns, EnoughNameColumns);
        while (WidthOf(shown, column => column == name ? Math.Min(widths[column], enough) : widths[column]) > width)
        {
            var highest = shown.Max(column => columns[column].Rank);
            if (highest == 0) break;
            shown.RemoveAll(column => columns[column].Rank == highest);
        }

        return shown;
    }

    /// <summary>The name gets what the others leave.</summary>
    private List<LaidColumn> Laid(List<int> shown, int[] widths, int width)
    {
        var room = Math.Max(LeastNameColumns, width - WidthOf(shown, column => column == name ? 0 : widths[column]));
        return shown.ConvertAll(column => new LaidColumn(
            column,
            Before: column == shown[0] ? Indent : Between,
            Width: column == name ? Math.Min(widths[column], room) : widths[column],
            columns[column].IsNumber));
    }

    private int WidthOf(List<int> shown, Func<int, int> widthOfColumn) => Indent + shown.Sum(widthOfColumn) + Between * (shown.Count - 1);

    /// <summary>The headings, without lines that are empty above all columns that are shown.</summary>
    private FittedCell[] Headings(List<int> shown)
    {
        var empty = shown.Min(column => columns[column].Heading.Length - columns[column].Heading.TrimStart('\n').Length);
        return [.. columns.Select((column, at) => new FittedCell(shown.Contains(at) ? column.Heading[empty..] : "", "dim"))];
    }
}
