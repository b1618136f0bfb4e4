using System.Buffers;
using System.Text;

namespace SegmentPipeline.Cli;

/// <summary>A digest as Markdown, with tables as GitHub and others have them.</summary>
internal static class DigestMarkdown
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("\\`*_[]<>|~&$#!");

    /// <summary>In a name also what would make an address or a mention of it.</summary>
    private static readonly SearchValues<char> MarksInNames = SearchValues.Create("\\`*_[]<>|~&$#!:@.");

    internal static void Write(TextWriter writer, IEnumerable<DigestBlock> blocks)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case DigestTitle title: writer.WriteLine($"# {Escaped(title.Text, Marks)}\n"); break;
                case DigestHeading heading: writer.WriteLine($"## {Escaped(heading.Text, Marks)}\n"); break;
                case DigestLine line: writer.WriteLine($"{Escaped(line.Text, Marks)}\n"); break;
                case DigestRows rows: Write(writer, rows); break;
                default: throw new ArgumentOutOfRangeException(nameof(blocks), block, "no such block");
            }
        }
    }

    private static void Write(TextWriter writer, DigestRows rows)
    {
        WriteRow(writer, rows.Columns.Select(column => column.Heading));
        WriteRow(writer, rows.Columns.Select(column => column.IsNumber ? "---:" : "---"));
        foreach (var row in rows.Rows)
            WriteRow(writer, row.Select((cell, column) => Escaped(cell.Text, column == rows.Name ? MarksInNames : Marks)));
        writer.WriteLine();
    }

    private static void WriteRow(TextWriter writer, IEnumerable<string> cells) => writer.WriteLine($"| {string.Join(" | ", cells)} |");

    /// <summary>Nothing in it is markup, and nothing breaks the line.</summary>
    private static string Escaped(string text, SearchValues<char> marks)
    {
        var visible = VisibleText.MakeVisible(text);
        var escaped = new StringBuilder(visible.Length + 16);
        foreach (var letter in visible)
        {
            if (marks.Contains(letter)) escaped.Append('\\');
            escaped.Append(letter);
        }

        return escaped.ToString();
    }
}
