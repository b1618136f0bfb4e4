using Spectre.Console;
using Cells = Spectre.Console.Rendering.Segment;

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

/// <summary>A table in which one column, a name, may go on in further lines, and nothing else is ever broken: where there is no room for all
/// columns, those that can best be missed are left out, and named below.</summary>
/// <param name="columns">The columns.</param>
/// <param name="name">Which of them is the name, or none.</param>
internal sealed class FittedTable(IReadOnlyList<FittedColumn> columns, int? name = null)
{
    private const int Between = 2;
    private const int FewestNameColumns = 8;
    private const int EnoughNameColumns = 16;
    private const int NameParts = 5;

    private readonly List<string[]> _rows = [];

    /// <summary>How far all of it stands to the right.</summary>
    internal int Indent { get; init; }

    internal bool HasHeadings { get; init; } = true;

    /// <summary>Adds a row of markup, a cell a column.</summary>
    internal void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Puts as much of the table on a page as there is room for.</summary>
    internal void AddTo(ReportPage page, Screen screen)
    {
        var shown = Fitting(screen.TextWidth);
        var grid = new Grid();
        foreach (var column in shown) grid.AddColumn(Laid(column, isFirst: column == shown[0]));
        if (HasHeadings) grid.AddRow([.. shown.Select(column => $"[dim]{columns[column].Heading}[/]")]);
        foreach (var row in _rows) grid.AddRow([.. shown.Select(column => row[column])]);
        page.Add(grid);
        var left = columns.Where((_, column) => !shown.Contains(column)).Select(column => column.Name).ToList();
        if (left.Count > 0) page.AddLine($"[dim]No room for: {string.Join(", ", left)}[/]");
    }

    private GridColumn Laid(int column, bool isFirst) => new()
    {
        NoWrap = column != name,
        Alignment = columns[column].IsNumber ? Justify.Right : Justify.Left,
        Padding = new Padding(isFirst ? Indent : Between, 0, 0, 0),
    };

    /// <summary>The columns that there is room for.</summary>
    private List<int> Fitting(int width)
    {
        var shown = Enumerable.Range(0, columns.Count).ToList();
        var widths = shown.ConvertAll(column => WidthOf(column, width));
        while (Indent + shown.Sum(column => widths[column]) + Between * (shown.Count - 1) > width)
        {
            var highest = shown.Max(column => columns[column].Rank);
            if (highest == 0) break;
            shown.RemoveAll(column => columns[column].Rank == highest);
        }

        return shown;
    }

    private int WidthOf(int column, int width)
    {
        var cells = _rows.Select(row => row[column]).Prepend(HasHeadings ? columns[column].Heading : "");
        var widest = cells.SelectMany(cell => Markup.Remove(cell).Split('\n')).Max(line => Cells.CellCount([new Cells(line)]));
        return column == name ? Math.Min(widest, Math.Clamp(width / NameParts, FewestNameColumns, EnoughNameColumns)) : widest;
    }
}
