using System.Text;
using System.Text.RegularExpressions;
using Cells = Spectre.Console.Rendering.Segment;

namespace SegmentPipeline.Cli;

/// <summary>A coverage map as text: a character is a column.</summary>
internal sealed partial class MapText(CoverageMap map, int width, MapLetters letters)
{
    internal const int FewestColumns = 40;
    internal const int MostColumns = 1_000;
    internal const int DefaultColumns = 100;

    private const int MostLabelColumns = 28;
    private const int ColumnsPerTick = 12;
    private const int CoverageWidth = 10;
    private const int MissingWidth = 12;

    private readonly StringBuilder _text = new();
    private readonly int _labelWidth = Math.Clamp(
        map.Rows.Select(row => WidthOf(row.Label)).DefaultIfEmpty().Max(),
        4,
        Math.Min(MostLabelColumns, width / 3));

    /// <summary>Where the columns begin, after the label.</summary>
    private int Left => _labelWidth + 2;

    /// <summary>How many columns there are, before the figures.</summary>
    private int Columns => width - Left - FiguresWidth;

    private int FiguresWidth => CoverageWidth + (HasMissing ? MissingWidth : 0);

    private bool HasMissing => width >= 60;

    /// <summary>The map, line by line.</summary>
    public override string ToString()
    {
        _text.Clear();
        AddProse(VisibleText.MakeVisible(map.Title));
        if (map.Range is not { } range)
        {
            AddLine("There is no segment to show.");
            return _text.ToString();
        }

        AddProse($"{range.Start} – {range.End}, a column is {DurationWords.TextOf(map.Rows[0].Columns(Columns)[0].Range.Microseconds)}");
        if (map.Started is { } started) AddProse(MapWords.Audited(started));
        if (map.Step > TimeSpan.Zero)
            AddProse($"There are so many holes that those within {DurationWords.TextOf(map.Step)} are drawn as one.");
        AddLine();
        AddLine(letters.Dim(Axis(map.Rows[0]).TrimEnd()));
        CoverageLane? lane = null;
        foreach (var row in map.Rows)
        {
            if (row.IsDay && row.Lane != lane) AddLine(VisibleText.MakeVisible(row.Lane.Stream.ToString()));
            lane = row.Lane;
            AddRow(row);
        }

        AddLine();
        AddLegend();
        return _text.ToString();
    }

    private void AddRow(MapRow row)
    {
        var line = new StringBuilder(Fitted(row.Label, _labelWidth)).Append("  ");
        var columns = row.Columns(Columns);
        for (var i = 0; i < Columns; i++) line.Append(letters.LetterOf(columns[(int)((long)i * columns.Count / Columns)]));
        var microseconds = row.Microseconds;
        line.Append(CoverageWords.TextOf(microseconds).PadLeft(CoverageWidth));
        if (HasMissing && microseconds.Missing > 0)
            line.Append("  ").Append(("-" + DurationWords.TextOf(microseconds.Missing)).PadLeft(MissingWidth - 2));
        AddLine(line.ToString());
        AddMarks(columns);
    }

    /// <summary>A line below a row that has corrupt segments: no letter of the row gives way to a mark.</summary>
    private void AddMarks(IReadOnlyList<MapColumn> columns)
    {
        if (!columns.Any(column => column.IsCorrupt)) return;
        var line = new StringBuilder(new string(' ', Left));
        for (var i = 0; i < Columns; i++) line.Append(columns[(int)((long)i * columns.Count / Columns)].IsCorrupt ? letters.Mark : " ");
        AddLine(line.ToString());
    }

    private string Axis(MapRow row)
    {
        var axis = new StringBuilder(new string(' ', Left + Columns));
        var free = 0;
        foreach (var tick in TimeTicks.TicksIn(row.Range, Math.Max(2, Columns / ColumnsPerTick), row.IsDay))
        {
            var at = Left + (int)((Int128)Columns * tick.Time.MicrosecondsSince(row.Range.Start) / row.Range.Microseconds);
            if (at < free || at + 1 + tick.Label.Length > width) continue;
            free = at + tick.Label.Length + 2;
            if (axis.Length < free) axis.Append(' ', free - axis.Length);
            axis.Remove(at, tick.Label.Length + 1).Insert(at, "|" + tick.Label);
        }

        return axis.ToString();
    }

    /// <summary>A label in a width, cut in its middle if it is longer: streams differ at their ends.</summary>
    private static string Fitted(string label, int width)
    {
        if (WidthOf(label) <= width) return label + new string(' ', width - WidthOf(label));
        var (left, right) = (new StringBuilder(), "");
        var runes = label.EnumerateRunes().ToList();
        for (var end = runes.Count - 1; end > 0 && WidthOf(runes[end] + right) <= (width - 1) / 2; end--) right = runes[end] + right;
        foreach (var rune in runes)
        {
            if (WidthOf($"{left}{rune}…{right}") > width) break;
            left.Append(rune.ToString());
        }

        var fitted = $"{left}…{right}";
        return fitted + new string(' ', width - WidthOf(fitted));
    }

    /// <summary>How many columns of a terminal a text takes.</summary>
    private static int WidthOf(string text) => Cells.CellCount([new Cells(text)]);

    private void AddProse(string words)
    {
        var prose = new WrappedText(width);
        prose.Add(words);
        _text.Append(prose);
    }

    /// <summary>As many of its items in a line as fit.</summary>
    private void AddLegend()
    {
        var line = "";
        var legend = letters.Legend;
        if (map.Rows.Any(row => row.Microseconds.Off > 0)) legend += $"  {letters.OffLegend}";
        if (map.Rows.Any(row => row.HasCorrupt)) legend += $"  {letters.MarkLegend}";
        foreach (var item in legend.Split("  "))
        {
            var longer = line.Length == 0 ? item : $"{line}  {item}";
            if (line.Length == 0 || WidthOf(ColourCode().Replace(longer, "")) <= width) line = longer;
            else
            {
                AddLine(line);
                line = item;
            }
        }

        AddLine(line);
    }

    [GeneratedRegex("\\e\\[[0-9;]*m", RegexOptions.None, 1_000)]
    private static partial Regex ColourCode();

    private void AddLine(string line = "") => _text.Append(line.AsSpan().TrimEnd()).Append('\n');
}
