using System.Net;

namespace SegmentPipeline.Cli;

/// <summary>A digest as one page of HTML, which opens from disk, asks nobody and runs nothing.</summary>
internal static class DigestHtml
{
    private const string Head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="color-scheme" content="light dark">
        <title>{{title}}</title>
        <style>
        :root { --ground: #fff; --ink: #1d2127; --quiet: #5b6470; --line: #dfe3e8; --red: #b3261e; --green: #1b6e3c; --yellow: #7a5200; }
        @media (prefers-color-scheme: dark) {
          :root { --ground: #14171b; --ink: #e6e9ed; --quiet: #9aa4b0; --line: #2c333b; --red: #ff8f86; --green: #7bd49b; --yellow: #f0c060; }
        }
        body { background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; margin: 0; }
        main { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
        h1 { font-size: 1.4rem; margin: 2rem 0 .5rem; } h1:first-child { margin-top: 0; }
        h2 { font-size: 1.05rem; margin: 1.6rem 0 .3rem; }
        p { margin: .3rem 0; overflow-wrap: anywhere; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; margin: .5rem 0; font-variant-numeric: tabular-nums; }
        th, td { padding: .25rem .8rem .25rem 0; text-align: left; border-bottom: 1px solid var(--line); white-space: nowrap; vertical-align: top; }
        th { color: var(--quiet); font-weight: 600; } .number { text-align: right; } .name { white-space: normal; overflow-wrap: anywhere; }
        .red { color: var(--red); } .green { color: var(--green); } .yellow { color: var(--yellow); } .dim { color: var(--quiet); }
        </style>
        </head>
        <body>
        <main>
        """;

    internal static void Write(TextWriter writer, IReadOnlyList<DigestBlock> blocks)
    {
        var title = blocks.OfType<DigestTitle>().FirstOrDefault()?.Text ?? "";
        writer.WriteLine(Head.Replace("{{title}}", Escaped(title), StringComparison.Ordinal));
        foreach (var block in blocks)
        {
            switch (block)
            {
                case DigestTitle one: writer.WriteLine($"<h1>{Escaped(one.Text)}</h1>"); break;
                case DigestHeading heading: writer.WriteLine($"<h2>{Escaped(heading.Text)}</h2>"); break;
                case DigestLine line: writer.WriteLine($"<p{ClassOf(line.Style)}>{Escaped(line.Text)}</p>"); break;
                case DigestRows rows: Write(writer, rows); break;
                default: throw new ArgumentOutOfRangeException(nameof(blocks), block, "no such block");
            }
        }

        writer.WriteLine("</main>\n</body>\n</html>");
    }

    private static void Write(TextWriter writer, DigestRows rows)
    {
        writer.WriteLine("<div class=\"scroll\"><table>\n<thead><tr>");
        foreach (var column in rows.Columns)
            writer.WriteLine($"<th scope=\"col\"{ClassOf(column.IsNumber ? "number" : null)}>{Escaped(column.Heading)}</th>");
        writer.WriteLine("</tr></thead>\n<tbody>");
        foreach (var row in rows.Rows)
        {
            writer.Write("<tr>");
            for (var column = 0; column < row.Length; column++) WriteCell(writer, rows, row[column], column);
            writer.WriteLine("</tr>");
        }

        writer.WriteLine("</tbody>\n</table></div>");
    }

    /// <summary>A name may be of a script that is written from right to left; it turns nothing but itself.</summary>
    private static void WriteCell(TextWriter writer, DigestRows rows, FittedCell cell, int column)
    {
        var kind = column == rows.Name ? "name" : rows.Columns[column].IsNumber ? "number" : null;
        var words = string.Join(' ', ((string?[])[kind, cell.Style]).OfType<string>());
        var text = Escaped(cell.Text);
        writer.Write($"<td{ClassOf(words.Length == 0 ? null : words)}>{(column == rows.Name ? $"<bdi>{text}</bdi>" : text)}</td>");
    }

    private static string ClassOf(string? words) => words is null ? "" : $" class=\"{words}\"";

    private static string Escaped(string text) => WebUtility.HtmlEncode(VisibleText.MakeVisible(text));
}
