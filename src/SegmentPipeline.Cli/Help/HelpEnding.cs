using System.Text.RegularExpressions;

namespace SegmentPipeline.Cli;

/// <summary>Lays the end of a help out for a width: prose is broken anew, examples stay as they are while they fit.</summary>
internal static partial class HelpEnding
{
    /// <summary>Longer lines of prose are hard to read, however wide the screen is.</summary>
    private const int MostColumns = 100;

    private const int ContinuationIndent = 4;

    /// <summary>Adds it.</summary>
    internal static void AddTo(WrappedText text, string ending, int width)
    {
        var prose = new List<string>();
        foreach (var line in ending.TrimEnd().Split('\n'))
        {
            if (line.Length > 0 && line[0] != ' ' && line[^1] != ':')
            {
                prose.Add(line);
                continue;
            }

            AddProse(text, prose, width);
            if (line.Length <= width) text.AddLine(line);
            else AddLong(text, line, width);
        }

        AddProse(text, prose, width);
    }

    private static void AddProse(WrappedText text, List<string> lines, int width)
    {
        if (lines.Count == 0) return;
        var prose = new WrappedText(Math.Min(width, MostColumns));
        prose.Add(string.Join(' ', lines));
        text.AddLine(prose.ToString().TrimEnd('\n'));
        lines.Clear();
    }

    /// <summary>A row of a table, whose second column stays one; or a command, which goes on behind a backslash.</summary>
    private static void AddLong(WrappedText text, string line, int width)
    {
        var row = Row().Match(line);
        if (row.Success && row.Groups["left"].Value.TrimStart() is { } code && code.All(char.IsAsciiDigit))
        {
            text.AddBeside(row.Groups["left"].Value, row.Groups["right"].Value, row.Groups["right"].Index);
            return;
        }

        var indent = line.Length - line.TrimStart().Length;
        text.AddCommand(row.Success ? row.Groups["left"].Value.TrimStart() : line.TrimStart(), indent, indent + ContinuationIndent);
        if (row.Success) text.Add(row.Groups["right"].Value, indent + ContinuationIndent);
    }

    [GeneratedRegex(@"^(?<left>\s+\S.*?)\s{2,}(?<right>\S.*)$", RegexOptions.None, 1_000)]
    private static partial Regex Row();
}
