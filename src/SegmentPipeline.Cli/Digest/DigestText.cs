namespace SegmentPipeline.Cli;

/// <summary>A digest for a terminal.</summary>
internal static class DigestText
{
    internal static void AddTo(ReportPage page, IEnumerable<DigestBlock> blocks, Screen screen)
    {
        var isFirst = true;
        foreach (var block in blocks)
        {
            if (!isFirst && block is DigestTitle or DigestHeading) page.AddLine();
            isFirst = false;
            switch (block)
            {
                case DigestTitle title: page.AddLine($"[bold underline]{ReportPage.Safe(title.Text)}[/]"); break;
                case DigestHeading heading: page.AddLine($"[bold]{ReportPage.Safe(heading.Text)}[/]"); break;
                case DigestLine line: page.AddLine(Styled(ReportPage.Safe(line.Text), line.Style)); break;
                case DigestRows rows: new FittedTable(rows.Columns, rows.Rows, rows.Name).AddTo(page, screen); break;
                default: throw new ArgumentOutOfRangeException(nameof(blocks), block, "no such block");
            }
        }
    }

    private static string Styled(string markup, string? style) => style is null ? markup : $"[{style}]{markup}[/]";
}
